/** The module's texts: the same in both languages, and true to the tier files. */
import { describe, expect, it } from 'vitest';
import { deDe } from '../../modules/rollout/texts/de-de';
import { enUs } from '../../modules/rollout/texts/en-us';
import { allTiers } from '../../src/tier/tiers';
import { NEVER } from '../../src/packet/tier-text';

const english: Readonly<Record<string, string>> = enUs;
const german: Readonly<Record<string, string>> = deDe;
const places = (text = '') => [...new Set(text.match(/\{\w+\}/gu) ?? [])].toSorted();

it('have the same keys and name the same values in both languages, and none is empty', () => {
	expect(Object.keys(german)).toEqual(Object.keys(english));
	for (const [key, text] of Object.entries(english)) {
		expect(text.trim(), key).not.toBe('');
		expect(german[key]?.trim(), key).not.toBe('');
		expect([key, places(german[key])]).toEqual([key, places(text)]);
	}
});

describe.each(allTiers().filter(({ role }) => role !== 'preflight'))('tier $id', ({ id, words }) => {
	it('is told in the words of its file: effect, lock, way back', () => {
		expect(english[`effect_${id}`]).toBeDefined();
		expect(words.effect.startsWith(english[`effect_${id}`] ?? '?')).toBe(true);
		expect(english[`lock_${id}`] ?? null).toBe(words.lock);
		expect(english[`undo_${id}`] ?? null).toBe(words.rollback);
	});
});

it('what no tier ever does is what the server says', () => {
	expect(NEVER.map((_, position) => english[`never_${position}`])).toHaveLength(4);
	for (const [position, words] of NEVER.entries()) {
		// "ratifies, or changes …" → "It never ratifies, and never changes …"
		const [first = ''] = words.split(/[ ,]/u);
		expect(english[`never_${position}`]).toContain(`It never ${first}`);
	}
});
