/** Rollback as files for psql: one tier, chosen by -v tier=N, and all of them. */
import type { MigrationSet } from '../db/sql-migration';
import guardsOff from '../tier/sql/guards-off.sql';
import guardsOn from '../tier/sql/guards-on.sql';
import type { TierFile } from '../tier/tier-file';
import { changeText } from './change';
import { collect, collectViolations, countBefore, helpers, readInvariantsBefore } from './conditions';
import { beginRun, commitRun } from './doubles';
import { compareFingerprint } from './compare-fingerprint';
import { preamble, type PacketSource } from './preamble';
import { allStatements, literal, paragraphs, raise, refuseViolations, setDefault, setVariable } from '../db/psql-text';
import compareRollback from './sql/compare-rollback.sql';
import lockRollout from './sql/lock-rollout.sql';
import recordRun from './sql/record-run.sql';
import reportRun from './sql/report-run.sql';
import requireDatabase from './sql/require-database.sql';
import { standing } from './applied-tiers';

const REFUSED = 'The tier was not rolled back. Nothing was changed.';

/** Rolls one tier back, the topmost applied one. Never asks for ratification: it is the emergency exit. */
export function rollbackScript(
	source: PacketSource,
	tiers: readonly TierFile[],
	migrations: MigrationSet,
	fileName: string,
): string {
	const each = (text: (file: TierFile) => string) =>
		tiers.map((file) => `\\if :axis_is_${file.tier}\n${text(file)}\n\\endif`).join('\n\n');
	return paragraphs(
		preamble(source, fileName, 'rolls back the tier of -v tier=N. -v force=1 deletes rows of others that depend on it.'),
		chooseTier(tiers),
		beginRun(),
		helpers(),
		requireDatabase.trim(),
		lockRollout.trim(),
		refuseViolations('AXIS_ROLLOUT_BUSY', REFUSED),
		standing(tiers),
		each((file) => requireTopmost(tiers, file)),
		refuseViolations('AXIS_ORDER', REFUSED),
		'-- What no force overrules.',
		each((file) => collectViolations(file, 'obstacles')),
		refuseViolations('AXIS_PRECONDITION', REFUSED),
		'-- What depends on the tier, or was changed by people since.',
		each((file) => collectViolations(file, 'dependants')),
		refuseOrForce(),
		readInvariantsBefore(source.loaded.profile.invariants),
		each((file) => countBefore(file, false) ?? ''),
		allStatements(guardsOff),
		each((file) =>
			paragraphs(
				`\\if :axis_has_dependants\n${changeText(file, 'force', migrations)}\n\\endif`,
				changeText(file, 'rollback', migrations),
			),
		),
		allStatements(guardsOn),
		standing(tiers),
		each((file) =>
			collect('tier_gone', `select 'the tier left something behind' as violation where :'axis_applied_${file.tier}'::boolean`),
		),
		compareRollback.trim(),
		refuseViolations('AXIS_POSTCONDITION', 'The tier was not rolled back: what must hold does not. Nothing was changed.'),
		reportRun.trim(),
		compareFingerprint(),
		recordRun.trim(),
		commitRun("tier :axis_tier :axis_tier_name 'rolled back'"),
	);
}

/** Rolls every applied tier back, the last one first, each in a transaction of its own; starts only where all can go. Nothing to do is no error. */
export function fullRollbackScript(
	source: PacketSource,
	tiers: readonly TierFile[],
	fileName: string,
	perTierFile: string,
): string {
	const lastFirst = [...tiers].reverse();
	return paragraphs(
		preamble(source, fileName, 'rolls back every applied tier, the last one first. -v force=1 deletes rows of others too.'),
		holdSequence('The rollback'),
		readForce(),
		beginRun(),
		helpers(),
		requireDatabase.trim(),
		refuseViolations('AXIS_WRONG_DATABASE', 'The rollback did not start. Nothing was changed.'),
		standing(tiers),
		'-- What would refuse any of them: asked before the first one goes.',
		...lastFirst.map((file) => `\\if :axis_applied_${file.tier}\n${foresee(file)}\n\\endif`),
		refuseViolations(
			'AXIS_PRECONDITION',
			'The rollback did not start, because not every tier can go. Nothing was changed. -v force=1 deletes rows; README.txt says what it does not overrule.',
		),
		'rollback;',
		"\\if :axis_any_applied\n\\else\n\\echo 'nothing is applied'\n\\endif",
		...lastFirst.map((file) => `\\if :axis_applied_${file.tier}\n\\set tier ${file.tier}\n\\ir ${perTierFile}\n\\endif`),
		releaseSequence(),
	);
}

function foresee(file: TierFile): string {
	const prefix = `tier ${file.tier} `;
	const dependants = collectViolations(file, 'dependants', prefix);
	return paragraphs(
		collectViolations(file, 'obstacles', prefix),
		dependants === '' ? null : `\\if :axis_force\n\\else\n${dependants}\n\\endif`,
		`select :'leaving'::jsonb || '["${file.id}"]'::jsonb as leaving \\gset`,
	);
}

/** Holds the lock of a run of several transactions for the session, as the engine does. A session that ends loses it. */
export function holdSequence(asked: string): string {
	return [
		"select pg_try_advisory_lock(:'axis_lock_namespace'::integer, :'axis_lock_sequence'::integer) as axis_locked \\gset",
		'\\if :axis_locked\n\\else',
		raise('AXIS_ROLLOUT_BUSY', `${asked} was refused: another run is in progress. Nothing was changed.`),
		'\\endif',
	].join('\n');
}

export function releaseSequence(): string {
	return "select pg_advisory_unlock(:'axis_lock_namespace'::integer, :'axis_lock_sequence'::integer) as axis_unlocked \\gset";
}

function readForce(): string {
	return `${setDefault('force', '\\set force 0')}\nselect lower(:'force') in ('1', 'on', 'true', 'yes') as axis_force \\gset`;
}

function chooseTier(tiers: readonly TierFile[]): string {
	const named = tiers.map(({ id, tier }) => `${tier} (${id})`);
	const unknown = `There is no such tier. Nothing was changed. Call psql with -v tier=N; N is the number or the id of one: ${named.join(', ')}.`;
	return [
		setDefault('tier', "\\set tier ''"),
		readForce(),
		"\\set axis_facts '{}'",
		setVariable('axis_action', 'rollback'),
		`select ${tiers.map((file) => `${isChosen(file)} as axis_is_${file.tier}`).join(', ')},`,
		`  ${tiers.map(isChosen).join(' or ')} as axis_tier_known \\gset`,
		'\\if :axis_tier_known\n\\else',
		raise('AXIS_UNKNOWN_TIER', unknown),
		'\\endif',
		...tiers.flatMap((file) => [
			`\\if :axis_is_${file.tier}`,
			setVariable('axis_tier', file.tier),
			setVariable('axis_tier_name', file.name),
			'\\endif',
		]),
	].join('\n');
}

function isChosen({ id, tier }: TierFile): string {
	return `:'tier' in ('${tier}', ${literal(id)})`;
}

function requireTopmost(tiers: readonly TierFile[], file: TierFile): string {
	const later = tiers.slice(tiers.indexOf(file) + 1);
	const missing = `select 'the tier is not applied' as violation, ${file.tier} as tier where not :'axis_applied_${file.tier}'::boolean`;
	return paragraphs(
		collect('order', missing),
		...later.map((other) =>
			collect(
				'order',
				`select 'a later tier stands on it' as violation, ${other.tier} as tier where :'axis_applied_${other.tier}'::boolean`,
			),
		),
	);
}

function refuseOrForce(): string {
	return [
		'select exists (select from pg_temp.axis_violation) as axis_has_dependants \\gset',
		'\\if :axis_force',
		'insert into pg_temp.axis_deleted (facts)',
		"select facts || jsonb_build_object('check', check_name) from pg_temp.axis_violation order by position;",
		'delete from pg_temp.axis_violation;',
		'\\else',
		refuseViolations('AXIS_PRECONDITION', `${REFUSED} -v force=1 deletes these rows.`),
		'\\endif',
	].join('\n');
}
