/** The packet as text: what it holds, whatever psql makes of it. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SUBSTRATE } from '../../src/db/migrations';
import oneRoof from '../../profiles/one-roof.json?text';
import { splitStatements, statementText } from '../../src/db/sql-text';
import { parseProfile, type LoadedProfile } from '../../src/profile/profile';
import { packetOf } from '../../src/packet/packet';
import { dollarQuote, setVariable } from '../../src/db/psql-text';
import { orderedTiers, tierOf } from '../../src/tier/tiers';
import type { SectionName, TierFile } from '../../src/tier/tier-file';

const FILES = [
	'00_preflight.sql',
	'10_structure.sql',
	'20_responsibility_axis.sql',
	'30_ownership_seed.sql',
	'40_containment.sql',
	'50_topic_finalization.sql',
	'60_scanner_baseline.sql',
	'90_verify.sql',
	'99_rollback_full.sql',
	'99_run_all.sql',
	'README.txt',
	'SHA256SUMS',
	'gate_check.sql',
	'per_tier_rollback.sql',
];

describe('the packet', () => {
	const loaded = load(() => {});
	const packet = packetOf(loaded, null);
	const text = (name: string) => packet.get(name) ?? '';

	it('holds the files that the README names', () => {
		expect([...packet.keys()].sort()).toEqual(FILES);
		for (const name of FILES.filter((file) => file.endsWith('.sql'))) expect(text('README.txt')).toContain(`  ${name} `);
	});

	it('is the same bytes for the same profile', () => {
		expect([
			...packetOf(
				load(() => {}),
				null,
			),
		]).toEqual([...packet]);
	});

	it('lists the SHA-256 of every other file, as sha256sum -c reads it', () => {
		const lines = text('SHA256SUMS').trimEnd().split('\n');
		expect(lines).toEqual(
			FILES.filter((name) => name !== 'SHA256SUMS').map(
				(name) => `${createHash('sha256').update(text(name)).digest('hex')}  ${name}`,
			),
		);
	});

	it.each(orderedTiers(loaded.profile.rollout.order).map((file) => [file.tier, file] as const))(
		'holds every statement of tier %i verbatim',
		(tier, file) => {
			const apply = text(FILES.find((name) => name.startsWith(`${tier}0_`)) ?? '');
			for (const section of ['applied', 'precondition', 'change', 'postcondition', 'report'] as const)
				expectStatements(apply, file, section);
			expectStatements(text('90_verify.sql'), file, 'verify');
			for (const section of ['applied', 'dependants', 'force', 'rollback'] as const)
				expectStatements(text('per_tier_rollback.sql'), file, section);
		},
	);

	it('holds the checks of preflight, every migration up and down, and its bookkeeping', () => {
		expectStatements(text('00_preflight.sql'), tierOf('preflight'), 'verify');
		for (const { name, up, down } of SUBSTRATE.migrations) {
			for (const statement of splitStatements(up)) expect(text('10_structure.sql')).toContain(`${statementText(statement)};`);
			for (const statement of splitStatements(down))
				expect(text('per_tier_rollback.sql')).toContain(`${statementText(statement)};`);
			expect(text('10_structure.sql')).toContain(`substrate_migrations (name, batch, migration_time) values ('${name}', 1,`);
		}
	});

	it('runs the tiers in the order of the profile, and knows no others', () => {
		const first = packetOf(
			load((profile) => (profile.rollout = { order: ['ownership', 'structure'] })),
			null,
		);
		expect(first.get('99_run_all.sql')?.match(/^\\ir .+$/gm)).toEqual([
			'\\ir 00_preflight.sql',
			'\\ir 30_ownership_seed.sql',
			'\\ir 10_structure.sql',
			'\\ir 90_verify.sql',
		]);
		expect([...first.keys()].filter((name) => /^[1-6]0_/.test(name))).toEqual(['30_ownership_seed.sql', '10_structure.sql']);
	});

	it('pins what the profile pins and measures the rest', () => {
		expect(text('30_ownership_seed.sql')).toContain("\\set expected_canonical_gap '210'");
		const open = packetOf(
			load((profile) => (profile.expected = { inventory: 35 })),
			null,
		).get('30_ownership_seed.sql');
		expect(open).toContain("\\set expected_inventory '35'");
		expect(open).not.toContain('axis_measured_inventory');
		expect(open).toContain('as axis_measured_canonical_gap');
	});

	it('goes by the approval code that it was written with, unless psql is given one', () => {
		expect(packetOf(loaded, "A'1").get('20_responsibility_axis.sql')).toContain(
			"\\if :{?ratified_apr}\n\\else\n\\set ratified_apr 'A''1'\n\\endif",
		);
	});

	it('states neither a second transaction nor a commit where it only reads', () => {
		for (const name of ['00_preflight.sql', '90_verify.sql', 'gate_check.sql']) {
			expect(text(name).match(/^begin\b.*;$/gm)).toEqual(['begin isolation level repeatable read read only;']);
			expect(text(name)).not.toMatch(/^commit/m);
		}
	});
});

describe('psql text', () => {
	it('escapes what \\set would read otherwise', () => {
		expect(setVariable('name', "it's a \\ in\ntwo lines")).toBe("\\set name 'it''s a \\\\ in\\ntwo lines'");
	});

	it('takes a tag that the text does not hold', () => {
		expect(dollarQuote('a $x$ b', 'x')).toBe('$x_$a $x$ b$x_$');
	});
});

function expectStatements(script: string, file: TierFile, section: SectionName): void {
	for (const step of file.sections[section])
		if (step.kind === 'statement') expect(script).toContain(statementText(step.statement));
}

function load(change: (profile: Record<string, unknown>) => void): LoadedProfile {
	const json: Record<string, unknown> = JSON.parse(oneRoof);
	change(json);
	const parsed = parseProfile(JSON.stringify(json));
	if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
	return parsed.loaded;
}
