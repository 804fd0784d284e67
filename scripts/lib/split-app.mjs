/**
 * A rollup plugin of the extension's build: the app comes as a small first file and chunks that are loaded when a screen needs them. The SDK asks for
 * one file with everything inlined; this undoes it for the app.
 *
 * Directus bundles the app extensions of an instance once more, with rollup, or with rolldown under EXTENSIONS_ROLLDOWN, into files of one folder, of
 * which the first is the entry of all extensions. So the shape is one that both keep:
 *
 * - Few chunks, by folder, with names that no other extension has. With chunks that the bundler chose, rolldown has been seen to lose the extensions
 *   of a whole instance.
 * - The first file shares nothing with the chunks, neither way: what it shared would become a file that each page of the Studio waits for.
 */
import { basename } from 'node:path';

const FIRST = 'app.js';

/** Chunks and the folders that they are made of, the first that fits; all else is shared. */
const CHUNKS = [
	{ name: 'axis-chart', holds: /\/app\/chart\/library\/|\/node_modules\/chart\.js\/|^\0axis-plain-colours$/ },
	{ name: 'axis-matrix', holds: /\/panels\/matrix\/|\/app\/owners\// },
	{ name: 'axis-panels', holds: /\/panels\// },
	{ name: 'axis-rollout', holds: /\/modules\/rollout\// },
];
const SHARED = 'axis-shared';

export function splitApp() {
	return {
		name: 'axis-split-app',
		outputOptions({ file, inlineDynamicImports: _, ...options }) {
			if (!file || basename(file) !== FIRST) return null;
			return {
				...options,
				dir: file.slice(0, -FIRST.length),
				entryFileNames: FIRST,
				// Without a hash: an older build leaves nothing behind. Directus adds one of its own.
				chunkFileNames: '[name].js',
				manualChunks: chunkOf,
			};
		},
		generateBundle(_, bundle) {
			const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
			for (const problem of problemsOf(chunks)) this.error(problem);
		},
	};
}

/**
 * Name of a module's chunk; null for what the first file needs at once.
 *
 * @param {string} id
 * @param {import('rollup').ManualChunkMeta} modules
 * @returns {string | null}
 */
function chunkOf(id, modules) {
	if (neededAtOnce(modules).has(id)) return null;
	return CHUNKS.find(({ holds }) => holds.test(id))?.name ?? SHARED;
}

/** @param {import('rollup').ManualChunkMeta} modules */
function neededAtOnce({ getModuleIds, getModuleInfo }) {
	const entry = [...getModuleIds()].filter((id) => getModuleInfo(id)?.isEntry);
	const found = new Set(entry);
	// A set tells what is added while it is walked.
	for (const id of found) for (const imported of getModuleInfo(id)?.importedIds ?? []) found.add(imported);
	return found;
}

/**
 * What is wrong with the files of a build, in words; nothing where the app was not split.
 *
 * @param {{ fileName: string, imports: string[] }[]} chunks
 * @returns {string[]}
 */
export function problemsOf(chunks) {
	const names = new Set(chunks.map(({ fileName }) => fileName));
	if (!names.has(FIRST)) return [];
	return chunks.flatMap(({ fileName, imports }) => {
		if (fileName === FIRST) {
			const early = imports.filter((name) => names.has(name));
			return early.map((name) => `${FIRST} imports ${name}: each page of the Studio would load it. Import it late.`);
		}
		return imports.includes(FIRST)
			? [`${fileName} imports ${FIRST}, so what each page of the Studio loads is no longer one file. See app/late.`]
			: [];
	});
}
