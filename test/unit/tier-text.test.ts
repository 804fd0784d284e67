/** What a tier's text says of it: the header's sentences, and the file that psql reads. */
import { describe, expect, it } from 'vitest';
import { createConfig } from '../../src/profile/config';
import { packetOf } from '../../src/packet/packet';
import { readTierText } from '../../src/packet/tier-text';
import { readTierWords } from '../../src/tier/tier-words';

const loaded = createConfig({ AXIS_PROFILE: 'one-roof' }).profile();

describe('a tier’s text', () => {
	it('of tier 3 is its file of the packet, and says what it does, locks and takes back', () => {
		const text = readTierText(loaded, '3');
		expect(text).toMatchObject({ tier: 3, name: 'ownership-seed', sovereign: true, file: '30_ownership_seed.sql' });
		expect(text.effect).toMatch(/^One accountable authority for every group of the profile and responsibility scope/);
		expect(text.lock).toMatch(/^row locks on new rows; the foreign keys lock/);
		expect(text.rollback).toBe('Rolls back by deleting the rows that it made, which created_by tells.');
		expect(text.sql).toBe(packetOf(loaded, null).get('30_ownership_seed.sql'));
	});

	it.each([
		['0', false],
		['1', false],
		['2', false],
		['3', true],
		['4', true],
		['5', true],
		['6', false],
		['8', false],
	])('tier %s says whether an apply must name a code: %s', (tier, needs_code) => {
		expect(readTierText(loaded, tier)).toMatchObject({ needs_code });
	});

	it.each(['0', '1', '2', '4', '5', '6', '8'])('tier %s has one that is not sovereign', (tier) => {
		const { sovereign, sql, effect } = readTierText(loaded, tier);
		expect(sovereign).toBe(false);
		expect(sql.length).toBeGreaterThan(200);
		expect(effect).toMatch(/\.$|\?$/);
	});

	it.each(['1', '2', '4', '5', '6'])('tier %s names its lock and its rollback', (tier) => {
		const { lock, rollback } = readTierText(loaded, tier);
		expect(lock).toMatch(/lock|Exclusive/);
		expect(rollback).toMatch(/^Rolls back /);
	});

	it.each(['7', '01', '', 'x'])('there is none of tier "%s"', (tier) => {
		expect(() => readTierText(loaded, tier)).toThrow(expect.objectContaining({ code: 'AXIS_UNKNOWN_TIER' }));
	});
});

it('a header without lock and rollback has neither', () => {
	expect(readTierWords('--! tier: 8\n-- Changes nothing.\n-- At all.\n')).toEqual({
		effect: 'Changes nothing. At all.',
		lock: null,
		rollback: null,
	});
});
