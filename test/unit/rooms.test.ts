// @vitest-environment node
/** The walls between the rooms: one import is planted for each pair of rooms, in a copy of the folders, and only those of the list pass. */
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import config from '../../.dependency-cruiser.mjs';
import { ROOMS } from '../../scripts/lib/rooms.mjs';
import { expectSection, markdownTable } from '../support/generated-section';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every panel and module is a room; two of each show that they do not import each other. */
const rooms = Object.keys(ROOMS).flatMap((room) =>
	room.endsWith('/*') ? [room.replace('*', 'first'), room.replace('*', 'second')] : [room],
);
const UNNAMED = 'src/not-named';
let tree = '';

beforeEach(async () => {
	tree = await mkdtemp(join(tmpdir(), 'axis-coverage-rooms-'));
	await symlink(join(root, 'node_modules'), join(tree, 'node_modules'));
});
afterEach(() => rm(tree, { recursive: true, force: true }));

test('an import passes between two rooms exactly where the list allows it, whichever pair it is', async () => {
	const pairs = [...rooms, UNNAMED]
		.flatMap((from) => [...rooms, UNNAMED].map((to) => ({ from, to })))
		.filter(({ from, to }) => from !== to);
	for (const room of [...rooms, UNNAMED]) await plant(`${room}/index.ts`, 'export const here = 1;\n');
	for (const [index, { from, to }] of pairs.entries()) {
		await plant(`${from}/pair-${index}.ts`, `import '${importPath(from, to)}';\n`);
	}

	const refused = new Set(
		(await violations()).filter(({ rule }) => rule === 'not-in-allowed').map(({ from, to }) => `${from} → ${to}`),
	);
	const expected = pairs.filter(({ from, to }) => !allows(from, to)).map(({ from, to }) => `${from} → ${to}`);

	expect(refused).toEqual(new Set(expected));
	expect(expected.length).toBeGreaterThan(rooms.length ** 2 / 2);
});

test('a circle of folders is refused, also inside a room', async () => {
	await plant('app/charts/bar.ts', "import '../texts/words';\n");
	await plant('app/texts/words.ts', 'export const words = 1;\n');
	await plant('app/texts/day.ts', "import '../charts/legend';\n");
	await plant('app/charts/legend.ts', 'export const legend = 1;\n');

	expect(new Set((await violations()).map(({ rule }) => rule))).toEqual(new Set(['no-circle-of-folders']));
});

test.each([
	['zod on a screen', 'panels/first/parse.ts', "import 'zod';\n", 'few-packages-on-screens'],
	[
		'a schema of the contract on a screen',
		'panels/first/check.ts',
		"import { Plan } from '../../src/contract/schemas';\nexport const check = Plan;\n",
		'no-schemas-on-screens',
	],
	[
		'a schema among what screens import of the contract',
		'src/contract/routes.ts',
		"import { Plan } from './schemas';\nexport const check = Plan;\n",
		'no-schemas-on-screens',
	],
	[
		'HTTP inside a room of src',
		'src/run/answer.ts',
		"import type { Request } from 'express';\nexport type Asked = Request;\n",
		'http-at-the-edge',
	],
])('%s is refused', async (_, file, text, rule) => {
	await plant('src/contract/schemas/index.ts', 'export const Plan = 1;\n');
	await plant(file, text);

	expect((await violations()).map((found) => found.rule)).toEqual([rule]);
});

test('docs/architecture.md draws the rooms of the list', async () => {
	const names = Object.keys(ROOMS);
	const edges = names.flatMap((from) => direct(from).map((to) => `  ${idOf(from)} --> ${idOf(to)}`));
	const picture = ['```mermaid', 'flowchart TD', ...names.map((room) => `  ${idOf(room)}["${room}"]`), ...edges, '```'].join(
		'\n',
	);
	const table = markdownTable(
		['room', 'holds', 'may import'],
		[...names]
			.reverse()
			.map((room) => [
				`\`${room}\``,
				ROOMS[room]?.holds ?? '',
				(ROOMS[room]?.imports ?? []).map((other) => `\`${other}\``).join(' '),
			]),
	);

	await expectSection(join(root, 'docs/architecture.md'), 'rooms', `${picture}\n\n${table}`);
});

test('every folder of code is a room of the list', async () => {
	const folders = await Promise.all(
		['src', 'hooks'].map(async (parent) => (await foldersOf(parent)).map((name) => `${parent}/${name}`)),
	);

	expect(Object.keys(ROOMS)).toEqual(expect.arrayContaining(folders.flat()));
});

/** What a room may import and does not reach through another room that it may import: enough arrows to follow. */
function direct(room: string): string[] {
	const imports = ROOMS[room]?.imports ?? [];
	return imports.filter((other) => other in ROOMS && !imports.some((between) => between !== other && reaches(between, other)));
}

function reaches(from: string, to: string): boolean {
	return (ROOMS[from]?.imports ?? []).some((next) => next === to || reaches(next, to));
}

function idOf(room: string): string {
	return room.replaceAll(/\W/g, '_');
}

function allows(from: string, to: string): boolean {
	const named = (room: string) => room.replace(/^(panels|modules)\/.*/, '$1/*');
	const imports = ROOMS[named(from)]?.imports;
	return imports !== undefined && (to === 'src/contract' || imports.includes(named(to)));
}

async function violations(): Promise<{ rule: string; from: string; to: string }[]> {
	const { forbidden, allowed, allowedSeverity, options } = config;
	const { tsPreCompilationDeps, enhancedResolveOptions } = options;
	const settings = {
		baseDir: tree,
		validate: true,
		ruleSet: { forbidden, allowed, allowedSeverity },
		tsPreCompilationDeps,
		doNotFollow: { path: 'node_modules' },
	} as ICruiseOptions;
	const { output } = await cruise(
		(await readdir(tree)).filter((name) => name !== 'node_modules'),
		settings,
		enhancedResolveOptions,
	);
	const { summary } = output as ICruiseResult;
	return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from: dirname(from), to: dirname(to) }));
}

async function plant(path: string, text: string): Promise<void> {
	await mkdir(dirname(join(tree, path)), { recursive: true });
	await writeFile(join(tree, path), text);
}

function importPath(from: string, to: string): string {
	return `${relative(from, to)}/index`;
}

async function foldersOf(parent: string): Promise<string[]> {
	return (await readdir(join(root, parent), { withFileTypes: true }))
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name);
}
