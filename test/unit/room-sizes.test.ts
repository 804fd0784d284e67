/** How the lines of src are shared between its rooms: none grows into a house of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { expect, it } from 'vitest';

/** The share of src that a room stays below, of its TypeScript and SQL together. */
const MOST = 0.15;

const COMMENT_OR_BLANK = /^\s*(?:\/\/|\/?\*|--|$)/;

const files = readdirSync('src', { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile())
	.map((entry) => join(entry.parentPath, entry.name));

it.each([
	['every line counted', () => true],
	['comments and blank lines left out', (line: string) => !COMMENT_OR_BLANK.test(line)],
])('every room of src holds less than 15 %% of it, %s', (_, counts: (line: string) => boolean) => {
	const lines = new Map<string, number>();
	for (const file of files.filter((name) => ['.ts', '.sql'].includes(extname(name)))) {
		const room = file.split('/').slice(0, 2).join('/');
		const here = readFileSync(file, 'utf8').trimEnd().split('\n').filter(counts).length;
		lines.set(room, (lines.get(room) ?? 0) + here);
	}
	const all = [...lines.values()].reduce((sum, count) => sum + count, 0);
	const shares = [...lines].map(([room, count]) => ({ room, share: count / all }));

	expect(shares.filter(({ share }) => share >= MOST)).toEqual([]);
	expect(shares.length).toBeGreaterThan(1 / MOST);
});

it('holds data only where the texts of the tiers are', () => {
	const ladder = files.filter((file) => file.startsWith('src/ladder/'));

	expect(ladder.filter((file) => extname(file) !== '.sql')).toEqual([]);
	expect(ladder).toContain('src/ladder/01-structure.sql');
});
