/** The app extensions as a host serves them, after it bundled them once more: the entry that each page loads, and what comes late. */
import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';

const AT_ONCE = /(?:from|import)\s*["']\.\/([^"']+)["']/g;
const LATE = /import\(\s*["']\.\/([^"']+)["']\s*\)/g;

/** Limits in bytes, gzipped; the host itself serves them as they are. */
const ENTRY = 5_000;
const FIRST_PAINT = 60_000;

/** Holds that each page of this host loads one small file of ours, and a panel or page two more; answers the sizes of all, gzipped, in bytes. */
export async function expectSplitApp(url: string): Promise<number[]> {
	const files = await servedFiles(url);
	const sizes = new Map([...files].map(([name, code]) => [name, gzipSync(code).length]));
	const sizeOf = (names: string[]) => names.reduce((sum, name) => sum + (sizes.get(name) ?? Infinity), 0);
	const entry = files.get('index.js') ?? '';
	expect(namesIn(entry, AT_ONCE)).toEqual([]);
	expect(sizeOf(['index.js'])).toBeLessThanOrEqual(ENTRY);

	const screens = [...new Set(namesIn(entry, LATE))];
	expect(screens.map((name) => name.replace(/-[\w-]{8}\.js$/, '')).toSorted()).toEqual([
		'axis-matrix',
		'axis-panels',
		'axis-rollout',
	]);
	for (const screen of screens) {
		const needed = [screen, ...namesIn(files.get(screen) ?? '', AT_ONCE)];
		expect(sizeOf(['index.js', ...needed]), screen).toBeLessThanOrEqual(FIRST_PAINT);
	}
	// Each schema that zod makes has this property.
	for (const [name, code] of files) expect(code.includes('_zod'), name).toBe(false);
	return [...sizes.values()];
}

/** Every file that the entry leads to, by name. */
async function servedFiles(url: string): Promise<Map<string, string>> {
	const files = new Map([['index.js', '']]);
	// A map tells what is added while it is walked.
	for (const name of files.keys()) {
		const answer = await fetch(`${url}/extensions/sources/${name}`);
		expect(answer.status, name).toBe(200);
		const code = await answer.text();
		files.set(name, code);
		for (const next of [...namesIn(code, AT_ONCE), ...namesIn(code, LATE)]) if (!files.has(next)) files.set(next, '');
	}
	return files;
}

function namesIn(code: string, pattern: RegExp): string[] {
	return [...code.matchAll(pattern)].map(([, name = '']) => name);
}
