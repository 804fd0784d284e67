/** The format of tier files. */
import { describe, expect, it } from 'vitest';
import { statementText } from '../../src/db/sql-text';
import { checksOf, parseTierFile, type SectionName, type TierFile } from '../../src/tier/tier-file';

const TEXT = `--! tier: 7
--! name: sample-tier
--! reads: substrate
--! delta: axis_registry +1
--! delta: axis_value +expected_active_scopes
--! observe: v_axis_coverage_gap
-- What it is for.

--! applied
select 1;

--! precondition
--! check: first
--! remedy: Do this.
--! blocker: shared
select 'a; b' as violation;
--! check: second
select 'c' as violation;

--! change
--! run: migrations up

insert into axis_value values (:'tag');
delete from axis_value;

--! rollback
--! run: migrations down
`;

const steps = (file: TierFile, section: SectionName) =>
	file.sections[section].map((step) =>
		step.kind === 'run' ? step.action : `${step.statement.line} ${statementText(step.statement)}`,
	);

describe('a tier file', () => {
	const file = parseTierFile(TEXT);

	it('has a header: number, name, what it reads, moves and watches', () => {
		expect(file).toMatchObject({
			tier: 7,
			name: 'sample-tier',
			readsSubstrate: true,
			deltas: [
				{ object: 'axis_registry', delta: 1 },
				{ object: 'axis_value', delta: 'expected_active_scopes' },
			],
			observed: ['v_axis_coverage_gap'],
		});
	});

	it('has sections of statements and named actions, in order, with lines of the file', () => {
		expect(steps(file, 'applied')).toEqual(['10 select 1']);
		expect(steps(file, 'change')).toEqual([
			'migrations up',
			`23 insert into axis_value values (:'tag')`,
			'24 delete from axis_value',
		]);
		expect(steps(file, 'rollback')).toEqual(['migrations down']);
		expect(steps(file, 'postcondition')).toEqual([]);
	});

	it('names its checks; remedy and blocker belong to the check before them, and a check blocks under its own name', () => {
		expect(
			checksOf(file, 'precondition').map(({ check, remedy, blocker, statement }) => ({
				check,
				remedy,
				blocker,
				line: statement.line,
			})),
		).toEqual([
			{ check: 'first', remedy: 'Do this.', blocker: 'shared', line: 16 },
			{ check: 'second', remedy: '', blocker: 'second', line: 18 },
		]);
	});

	it('calls statements without a name no checks', () => {
		expect(checksOf(file, 'change')).toEqual([]);
	});

	it('needs neither deltas nor sections', () => {
		expect(parseTierFile('--! tier: 0\n--! name: bare\n')).toMatchObject({
			tier: 0,
			readsSubstrate: false,
			deltas: [],
			observed: [],
		});
	});
});

describe('a broken tier file is refused', () => {
	const header = '--! tier: 1\n--! name: x\n';
	it.each([
		['no tier', '--! name: x\n', 'A tier file starts with --! tier: N and --! name: word'],
		['a tier that is no number', '--! tier: one\n--! name: x\n', 'A tier file starts with --! tier: N'],
		['no name', '--! tier: 1\n', 'A tier file starts with --! tier: N'],
		['a delta without a number', `${header}--! delta: axis_value\n`, '--! delta: axis_value is not "object +number"'],
		['an unknown directive in the header', `${header}--! lock: none\n`, 'Unknown directive --! lock at line 3'],
		[
			'an unknown directive in a section',
			`${header}--! change\nselect 1;\n\n--! chek: x\nselect 2;\n`,
			'Unknown directive --! chek at line 6',
		],
		['an unknown section', `${header}--! changes\nselect 1;\n`, 'Unknown section --! changes at line 3'],
		[
			'an unknown section behind another',
			`${header}--! change\nselect 1;\n--! undo\nselect 2;\n`,
			'Unknown section --! undo at line 5',
		],
		[
			'a section twice',
			`${header}--! change\nselect 1;\n--! change\nselect 2;\n`,
			'Section --! change stands twice, again at line 5',
		],
		['SQL before the first section', `${header}select 1;\n`, 'SQL outside of a section at line 3'],
		[
			'a condition without a name',
			`${header}--! precondition\nselect 1;\n`,
			'A query of --! precondition has no --! check before it, at line 4',
		],
		[
			'an action among conditions',
			`${header}--! verify\n--! run: migrations up\n`,
			'--! run: migrations up stands in --! verify',
		],
		['an open quote', `${header}--! change\nselect 'a;\n`, 'open quote or comment after line 3'],
	])('%s', (_what, text, message) => {
		expect(() => parseTierFile(text)).toThrow(message);
	});
});
