/** The format of tier files. */
import { describe, expect, it } from 'vitest';
import { statementText } from '../../src/db/sql-text';
import { checksOf, parseTierFile, type SectionName, type TierFile } from '../../src/tier/tier-file';

const TEXT = `--! tier: 7
--! id: sample
--! role: axis
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

	it('has a header: id, role, number, name, what it reads, moves and watches', () => {
		expect(file).toMatchObject({
			id: 'sample',
			role: 'axis',
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
		expect(steps(file, 'applied')).toEqual(['12 select 1']);
		expect(steps(file, 'change')).toEqual([
			'migrations up',
			`25 insert into axis_value values (:'tag')`,
			'26 delete from axis_value',
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
			{ check: 'first', remedy: 'Do this.', blocker: 'shared', line: 18 },
			{ check: 'second', remedy: '', blocker: 'second', line: 20 },
		]);
	});

	it('calls statements without a name no checks', () => {
		expect(checksOf(file, 'change')).toEqual([]);
	});

	it('needs neither deltas nor sections', () => {
		expect(parseTierFile('--! tier: 0\n--! id: bare\n--! role: scan\n--! name: bare\n')).toMatchObject({
			tier: 0,
			readsSubstrate: false,
			deltas: [],
			observed: [],
		});
	});
});

describe('a broken tier file is refused', () => {
	const header = '--! tier: 1\n--! id: x\n--! role: axis\n--! name: x\n';
	it.each([
		['no tier', '--! name: x\n', 'A tier file starts with --! tier: N, --! id: word, --! role: word and --! name: word'],
		['a tier that is no number', '--! tier: one\n--! name: x\n', 'A tier file starts with --! tier: N'],
		['no name', '--! tier: 1\n', 'A tier file starts with --! tier: N'],
		['no id', '--! tier: 1\n--! role: axis\n--! name: x\n', 'A tier file starts with --! tier: N'],
		[
			'a role that there is not',
			'--! tier: 1\n--! id: x\n--! role: king\n--! name: x\n',
			'--! role: king is none of preflight, structure, axis, ownership, scan, verify',
		],
		['a delta without a number', `${header}--! delta: axis_value\n`, '--! delta: axis_value is not "object +number"'],
		['an unknown directive in the header', `${header}--! lock: none\n`, 'Unknown directive --! lock at line 5'],
		[
			'an unknown directive in a section',
			`${header}--! change\nselect 1;\n\n--! chek: x\nselect 2;\n`,
			'Unknown directive --! chek at line 8',
		],
		['an unknown section', `${header}--! changes\nselect 1;\n`, 'Unknown section --! changes at line 5'],
		[
			'an unknown section behind another',
			`${header}--! change\nselect 1;\n--! undo\nselect 2;\n`,
			'Unknown section --! undo at line 7',
		],
		[
			'a section twice',
			`${header}--! change\nselect 1;\n--! change\nselect 2;\n`,
			'Section --! change stands twice, again at line 7',
		],
		['SQL before the first section', `${header}select 1;\n`, 'SQL outside of a section at line 5'],
		[
			'a condition without a name',
			`${header}--! precondition\nselect 1;\n`,
			'A query of --! precondition has no --! check before it, at line 6',
		],
		[
			'an action among conditions',
			`${header}--! verify\n--! run: migrations up\n`,
			'--! run: migrations up stands in --! verify',
		],
		['an open quote', `${header}--! change\nselect 'a;\n`, 'open quote or comment after line 5'],
	])('%s', (_what, text, message) => {
		expect(() => parseTierFile(text)).toThrow(message);
	});
});
