import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { TierResult } from '../../../src/contract';
import { parseProfile, type Profile } from '../../../src/profile/profile';
import { allTiers } from '../../../src/tier/tiers';
import oneRoof from '../../../profiles/one-roof.json?text';
import { confirm } from '../../../cli/confirm';
import { countStatements, createProgress } from '../../../cli/progress';
import { renderFoundation } from '../../../cli/foundation-command';
import { renderRun, renderTiers } from '../../../cli/render';
import { formatTable, formatTime } from '../../../cli/table';
import type { Terminal } from '../../../cli/terminal';
import { createTerminal } from '../../../cli/terminal';

const TIER: TierResult = {
	tier: 4,
	name: 'containment',
	status: 'passed',
	deltas: [{ object: 'axis_value', before: 6, after: 11 }],
	checks: [{ name: 'containment_gap', expected: 0, actual: 0, ok: true }],
	violations: [],
	locks: [
		{ object: 'governance_registry', mode: 'ShareRowExclusiveLock' },
		{ object: 'governance_registry', mode: 'RowShareLock' },
	],
	notes: [{ note: 'an owner was skipped', object_ref: 'agents' }],
	deleted: [],
	duration_ms: 12,
};

describe('tables', () => {
	it('align their columns, numbers to the right, and show what is missing as a dash', () => {
		const table = formatTable(
			['tier', 'name', 'state'],
			[
				[1, 'structure', null],
				[10, 'é', 'two\nlines'],
			],
		);
		expect(table).toBe('TIER  NAME       STATE\n   1  structure  –\n  10  é          two lines');
	});

	it('are empty without rows', () => {
		expect(formatTable(['a'], [])).toBe('');
	});

	it('show times to the second, UTC', () => {
		expect(formatTime('2026-06-03T10:11:12.345Z')).toBe('2026-06-03 10:11:12Z');
		expect(formatTime(null)).toBe('–');
	});
});

describe('answers for people', () => {
	it('show what moved, what is locked and what was skipped, and leave out what is empty', () => {
		const text = renderTiers([TIER]);
		expect(text).toContain('   4  containment  passed  1 of 1  12');
		expect(text).toContain('   4  axis_value       6     11');
		expect(text).toContain('governance_registry  ShareRowExclusiveLock, RowShareLock');
		expect(text).toContain('Notes:\n  tier 4: note an owner was skipped, object_ref agents');
		expect(text).not.toContain('Violations');
	});

	it('count the violations that are not listed', () => {
		const violations = [{ violation: 'a row too many', object: 'agents' }];
		const shown = (total?: number) => renderTiers([{ ...TIER, violations, ...(total ? { violations_total: total } : {}) }]);
		expect(shown()).toMatch(/Violations:\n {2}tier 4: violation a row too many, object agents\n\n/u);
		expect(shown(7)).toContain('object agents\n  tier 4: and 6 more');
	});

	it('say when there was nothing to do, and whether the fingerprints are equal', () => {
		const run = {
			id: 'r',
			part_of: null,
			action: 'rollback',
			tiers: [],
			status: 'passed',
			requested_by: 'cli:ada',
			started_at: '',
			finished_at: null,
			ratified_apr: null,
			profile_sha256: '',
			request: null,
			result: null,
			error: null,
		} as const;
		const answer = {
			run: { ...run, tiers: [] },
			committed: true,
			tiers: [],
			fingerprint: { entry: 'a', exit: 'b', equal: false, differences: null },
		};
		const told = (facts: string) =>
			`There was nothing to do.\n\nFingerprint DIFFERENT: a before the first tier, b now.\n\n${facts}\n\nRun r: rollback passed, committed.`;
		expect(renderRun(answer)).toBe(told('What differs is not known: the rollout recorded no more than the hash.'));
		const differences = [{ object: 'pages', change: 'rows', before: 1, after: 2 } as const];
		expect(renderRun({ ...answer, fingerprint: { ...answer.fingerprint, differences } })).toBe(
			told('WHAT DIFFERS  HOW   ROWS BEFORE  ROWS NOW\npages         rows            1         2'),
		);
	});
});

describe('progress', () => {
	it('gives a log one line for each part of a tier', async () => {
		const { terminal, lines } = recorder(false);
		const observe = createProgress(terminal);
		const statement = { parts: [''], line: 1 };
		for (const section of ['precondition', 'precondition', 'change'] as const) await observe({ tier: 4, section, statement });
		expect(lines).toEqual(['tier 4 containment · precondition (6)', 'tier 4 containment · change (6)']);
	});

	it('counts every statement on a terminal', async () => {
		const { terminal, lines } = recorder(true);
		const observe = createProgress(terminal);
		const statement = { parts: [''], line: 1 };
		for (let step = 0; step < 3; step++) await observe({ tier: 4, section: 'change', statement });
		expect(lines.at(-1)).toBe('tier 4 containment · change 3/6');
	});

	it('counts a part of a tier once, however many statements it has', async () => {
		const asked: string[] = [];
		const observe = createProgress(recorder(true).terminal, (tier, section) => {
			asked.push(section);
			return countStatements(tier, section);
		});
		const statement = { parts: [''], line: 1 };
		for (const section of ['precondition', 'change', 'change', 'change'] as const) await observe({ tier: 1, section, statement });
		expect(asked).toEqual(['precondition', 'change']);
	});

	it('knows how many statements each part of each tier has, migrations included', () => {
		expect(countStatements(1, 'change')).toBeGreaterThan(100);
		for (const { tier, sections } of allTiers())
			expect(countStatements(tier, 'postcondition')).toBe(sections.postcondition.length);
	});
});

describe('a confirmation', () => {
	const profile = parse();

	it('is the very word', async () => {
		await expect(confirm(recorder(true, 'APR-1').terminal, false, 'Applying', 'APR-1', profile)).resolves.toBeUndefined();
		await expect(confirm(recorder(true, 'y').terminal, false, 'Applying', 'APR-1', profile)).rejects.toThrow(
			'Nothing was changed.',
		);
		await expect(confirm(recorder(true, '').terminal, false, 'Applying', 'APR-1', profile)).rejects.toThrow(
			'Nothing was changed.',
		);
	});

	it('is not asked for with --yes, and is an error where nobody can be asked', async () => {
		await expect(confirm(recorder(false).terminal, true, 'Applying', 'APR-1', profile)).resolves.toBeUndefined();
		await expect(confirm(recorder(false).terminal, false, 'Applying', 'APR-1', profile)).rejects.toThrow('repeat it with --yes');
	});
});

describe('the terminal', () => {
	it('keeps answers on stdout and everything else on stderr, without control characters where nobody watches', async () => {
		const [stdout, stderr] = [new PassThrough(), new PassThrough()];
		const terminal = createTerminal({ stdin: new PassThrough(), stdout, stderr });
		terminal.tellBriefly('1/5');
		terminal.tell('told');
		await terminal.answer('answer');
		expect([String(stdout.read()), String(stderr.read())]).toEqual(['answer\n', 'told\n']);
		expect([terminal.watched, terminal.interactive]).toEqual([false, false]);
	});

	it('writes what names hold against the terminal as numbers, and SQL as it is', async () => {
		const [stdout, stderr] = [new PassThrough(), new PassThrough()];
		const terminal = createTerminal({ stdin: new PassThrough(), stdout, stderr: Object.assign(stderr, { isTTY: true }) });
		const name = 'a\u001b]52;c;eA==\u0007\r\u009b2J \u202ecipot\tü 漢\n';
		const written = 'a\\u001b]52;c;eA==\\u0007\\u000d\\u009b2J \\u202ecipot\tü 漢\n';
		terminal.tell(name);
		terminal.tellBriefly(name);
		expect(String(stderr.read())).toBe(`${written}\n\r\u001b[2K${written}`);
		const data = { name };
		await terminal.answer(JSON.stringify(data));
		expect(JSON.parse(String(stdout.read()))).toEqual(data);
		await terminal.answer(name);
		await terminal.answer(name, true);
		expect(String(stdout.read())).toBe(`${written}\n${name}\n`);
	});

	it('answers nothing when the input ends before a line', async () => {
		const stdin = new PassThrough();
		const terminal = createTerminal({ stdin, stdout: new PassThrough(), stderr: new PassThrough() });
		stdin.end();
		expect(await terminal.ask('? ')).toBe('');
	});
});

function recorder(watched: boolean, reply = ''): { terminal: Terminal; lines: string[] } {
	const lines: string[] = [];
	const add = (line: string) => void lines.push(line);
	const terminal: Terminal = {
		watched,
		interactive: watched,
		answer: () => Promise.resolve(),
		tell: add,
		tellBriefly: add,
		ask: () => Promise.resolve(reply),
	};
	return { terminal, lines };
}

function parse(): Profile {
	const parsed = parseProfile(oneRoof);
	if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
	return parsed.loaded.profile;
}

it('a Directus without collections is told in words that nothing counts yet', () => {
	const figures = {
		objects: 0,
		required_cells: 0,
		gap_cells: 0,
		conflicts: 0,
		scopes: [{ scope_code: 'audit', description: 'Answers to auditors', gap_cells: 0 }],
		groups: [],
		left_out: { count: 0, objects: [] },
	};
	const told = renderFoundation({
		status: 'none',
		in_the_way: [],
		missing: [],
		makes: ['governance_registry'],
		rolled_out: false,
		figures,
	});
	expect(told).toBe(`This project has no base model.

Nothing needs an owner yet: Directus holds no collection with a table or a view.

SCOPE  CELLS WITHOUT OWNER
audit                    0

"directus axis foundation" would make: governance_registry.`);
});
