/** What a profile is refused for: every problem at once, each in words that say what is there and what is asked. */
import { describe, expect, it } from 'vitest';
import { parseProfile } from '../../src/profile/profile';
import { least } from './least-profile';

function problemsOf(profile: unknown): string[] {
	const parsed = parseProfile(typeof profile === 'string' ? profile : JSON.stringify(profile));
	return 'problems' in parsed ? parsed.problems : [];
}

describe('a profile is refused', () => {
	it.each([
		['that is not JSON', '{', /^it is not JSON: /],
		['that is empty', '', /^it is not JSON: /],
		['that is no object', '[]', /^profile: /],
		['with an unknown key', { ...least(), databse: 'x' }, /^profile: .*databse/],
		['with an unknown key inside', { ...least(), ratification: { minimal: 1 } }, /^ratification: .*minimal/],
		[
			'with a minimum of 0',
			{ ...least(), ratification: { minimum: 0 } },
			/^ratification\.minimum: it is 0, and must be 1 or more$/,
		],
		['with a minimum of null', { ...least(), ratification: { minimum: null } }, /^ratification\.minimum: /],
		['with a minimum of 1.5', { ...least(), ratification: { minimum: 1.5 } }, /^ratification\.minimum: /],
		['with a blank name', { ...least(), name: ' ' }, /^name: it is " ", and must not be blank$/],
		['with a blank database', { ...least(), database: '' }, /^database: /],
		['with a negative number', { ...least(), expected: { inventory: -1 } }, /^expected\.inventory: /],
		['with an empty order', { ...least(), rollout: { order: [] } }, /^rollout\.order: /],
		[
			'with a tier twice',
			{ ...least(), rollout: { order: ['scan', 'topic', 'scan'] } },
			/^rollout\.order: tier "scan" stands twice$/,
		],
		['that would wait for no lock at all', { ...least(), rollout: { lock_timeout_ms: 0 } }, /^rollout\.lock_timeout_ms: /],
		[
			'with an invariant of a wrong name',
			{ ...least(), invariants: [{ name: 'A b', query: 'select 1', expected: 1 }] },
			/^invariants\[0\]\.name: it is "A b", and must be small letters/,
		],
		[
			'with an invariant of a wrong expectation',
			{ ...least(), invariants: [{ name: 'a', query: 'select 1', expected: 'same' }] },
			/^invariants\[0\]\.expected: it is "same", and must be a whole number/,
		],
		...['commit', 'select 1; commit', '-- select\ndelete from directus_users', ' ', "select '"].map(
			(query): [string, unknown, RegExp] => [
				`with an invariant that is no query: ${query}`,
				{ ...least(), invariants: [{ name: 'a', query, expected: 1 }] },
				/^invariants\[0\]\.query: it is .*, and must be one SELECT$/s,
			],
		),
	])('%s', (_what, profile, problem) => {
		const problems = problemsOf(profile);
		expect(problems).toHaveLength(1);
		expect(problems[0]).toMatch(problem);
	});

	it('with every problem at once', () => {
		const problems = problemsOf({
			...least(),
			name: '',
			extra: 1,
			ratification: { minimum: 0, structure: 'yes' },
			rollout: { order: [0] },
		});
		expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
			'name',
			'profile',
			'ratification.minimum',
			'ratification.structure',
			'rollout.order[0]',
		]);
	});

	it('in its own words: what is there and what is asked', () => {
		expect(
			problemsOf({
				name: 3,
				databse: 'x',
				guard: { human_only: 'x' },
				rollout: { statement_timeout_ms: 1.5, lock_timeout_ms: 1e9 },
				containment: { confidence_threshold: 3 },
				topic: { values: [] },
				ownership: { groups: [{ group_ref: 'G' }, 7] },
				invariants: [{ name: 'a', query: `select ${'x'.repeat(80)};;delete`, expected: 1 }],
			}),
		).toEqual([
			'name: it is 3, and must be a text',
			'guard.human_only: it is "x", and must be "off" or "no_automation" or "studio_session"',
			'rollout.lock_timeout_ms: it is 1000000000, and must be 600000 or less',
			'rollout.statement_timeout_ms: it is 1.5, and must be a whole number',
			'ownership.groups[0].owner_gov_code: it is missing, and must be a text',
			'ownership.groups[1]: it is 7, and must be an object',
			'containment.confidence_threshold: it is 3, and must be 1 or less',
			'topic.values: it is [], and must not be empty',
			`invariants[0].query: it is "select ${'x'.repeat(52)}…, and must be one SELECT`,
			'profile: there is no key "databse" here; check its spelling, or take it out',
		]);
	});

	it('between its sections as well where others are malformed', () => {
		const group = { group_ref: 'G', owner_gov_code: 'O' };
		expect(problemsOf({ name: 3, ownership: { groups: [group, group] }, rollout: { order: ['topic'] } })).toEqual([
			'name: it is 3, and must be a text',
			'rollout.order: tier "topic" is in the order, and the profile declares nothing for it',
			'ownership.groups: the group "G" stands twice',
		]);
		expect(problemsOf({ topic: {}, rollout: { order: ['topic'] } })).toEqual(['topic.values: it is missing, and must be a list']);
	});

	it('with two codes that differ in outer blanks only; a code keeps its own', () => {
		const groups = (...names: string[]) => ({
			...least(),
			ownership: { created_by: 'SEED', groups: names.map((group_ref) => ({ group_ref, owner_gov_code: 'O' })) },
		});
		expect(problemsOf(groups('G', 'G '))).toEqual(['ownership.groups: the group "G" and "G " differ in outer blanks only']);
		expect(parseProfile(JSON.stringify(groups(' G ')))).toMatchObject({
			loaded: { profile: { ownership: { groups: [{ group_ref: ' G ' }] } } },
		});
	});

	it('with each name that is used twice, once', () => {
		const invariant = (name: string) => ({ name, query: 'select 1', expected: 1 });
		const invariants = ['a', 'b', 'a', 'a', 'b', 'c'].map(invariant);
		expect(problemsOf({ ...least(), invariants })).toEqual([
			'invariants: the name "a" stands twice',
			'invariants: the name "b" stands twice',
		]);
	});
});
