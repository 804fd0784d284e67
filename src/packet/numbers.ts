/** The numbers that a rollout goes by, in psql: from the profile, else as this session keeps them or the ledger has them, else as they are now. */
import type { Profile } from '../profile/profile';
import countGroups from '../tier/sql/count-groups.sql';
import { countsGroups, MEASURED } from '../tier/expected';
import measureExpected from '../tier/sql/measure-expected.sql';
import pinnedNumbers from '../run/sql/ledger-pinned-numbers.sql';
import { oneStatement, paragraphs, setVariable } from '../db/psql-text';

/**
 * Sets `expected_*` as expected.ts resolves them. Comes after the standing (`axis_any_applied`, `axis_has_ledger`).
 * A session keeps what it measured first, so that a tier that closes the gap does not change what the next one expects.
 * `kept`: those that the ledger has; a tier that is applied keeps the gap alone, as the engine does.
 */
export function expectedNumbers(profile: Profile, kept: 'all' | 'gap'): string {
	const { expected } = profile;
	const open = MEASURED.filter((name) => expected[name] === undefined);
	return paragraphs(
		[
			'-- Numbers that the target must have.',
			...MEASURED.flatMap((name) => {
				const value = expected[name];
				return value === undefined ? [] : [setVariable(`expected_${name}`, value)];
			}),
		].join('\n'),
		open.length > 0 ? measure(open, kept) : null,
		`select :'group_count'::bigint * :'expected_active_scopes'::bigint as expected_ownership_seed \\gset`,
		countsGroups(profile)
			? `select groups as expected_containment_groups, owners as expected_containment_owners from (${oneStatement(countGroups)}) as counted \\gset`
			: '\\set expected_containment_groups 0\n\\set expected_containment_owners 0',
	);
}

function measure(names: readonly string[], kept: 'all' | 'gap'): string {
	const columns = names.map((name) =>
		kept === 'all' || name === 'canonical_gap'
			? `  coalesce((:'axis_pinned'::jsonb ->> '${name}')::bigint, ${name}) as axis_measured_${name}`
			: `  ${name} as axis_measured_${name}`,
	);
	return [
		"\\set axis_pinned '{}'",
		'\\if :axis_has_ledger',
		'\\if :axis_any_applied',
		`select coalesce((${oneStatement(pinnedNumbers)}), '{}'::jsonb) as axis_pinned \\gset`,
		'\\endif',
		'\\endif',
		`select\n${columns.join(',\n')}\nfrom (${oneStatement(measureExpected)}) as measured\n\\gset`,
		...names.flatMap((name) => [
			`\\if :{?expected_${name}}`,
			'\\else',
			`\\set expected_${name} :axis_measured_${name}`,
			'\\endif',
		]),
	].join('\n');
}
