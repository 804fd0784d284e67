import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Every folder of texts, of screens and of what they share. */
const folders = ['app', 'panels', 'modules'].flatMap((room) =>
	readdirSync(room, { recursive: true })
		.map(String)
		.filter((name) => name.endsWith('texts/en-us.ts'))
		.map((name) => `${room}/${name.slice(0, -'/en-us.ts'.length)}`),
);

async function textsOf(folder: string, language: 'en-us' | 'de-de'): Promise<Record<string, string>> {
	const module: Record<string, unknown> = await import(/* @vite-ignore */ resolve(folder, `${language}.ts`));
	const texts = module[language === 'en-us' ? 'enUs' : 'deDe'];
	if (typeof texts !== 'object' || texts === null) throw new Error(`${folder} has no texts in ${language}`);
	return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, String(text)]));
}

const places = (text: string) => [...new Set(text.match(/\{\w+\}/gu) ?? [])].sort();

it('there are texts to compare', () => {
	expect(folders).toEqual(
		expect.arrayContaining(['app/texts', 'app/owners/texts', 'modules/rollout/texts', 'panels/matrix/texts']),
	);
});

describe.each(folders)('%s', (folder) => {
	it('have the same keys in English and German', async () => {
		const [english, german] = await Promise.all([textsOf(folder, 'en-us'), textsOf(folder, 'de-de')]);
		expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
	});

	it('name the same values in both, and neither is empty', async () => {
		const [english, german] = await Promise.all([textsOf(folder, 'en-us'), textsOf(folder, 'de-de')]);
		for (const [key, text] of Object.entries(english)) {
			expect(text.trim(), key).not.toBe('');
			expect(german[key]?.trim(), key).not.toBe('');
			expect([key, places(german[key] ?? '')]).toEqual([key, places(text)]);
			expect([key, (german[key] ?? '').split('|').length]).toEqual([key, text.split('|').length]);
		}
	});
});
