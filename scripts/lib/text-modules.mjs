/**
 * A rollup/vite plugin, shared by the extension's build and by Vitest. `import text from './x.sql'` and `import text from './x.json?text'` yield the
 * file's text, byte for byte.
 */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const SUFFIX = '?axis-text';
const IMPORTED = /\.(?:sql|json\?text)$/;

export function textModules() {
	return {
		name: 'axis-text-modules',
		enforce: 'pre',
		resolveId(source, importer) {
			if (!importer || !IMPORTED.test(source)) return null;
			const from = importer.split('?')[0];
			return resolve(dirname(from), source.replace(/\?text$/, '')) + SUFFIX;
		},
		async load(id) {
			if (!id.endsWith(SUFFIX)) return null;
			const path = id.slice(0, -SUFFIX.length);
			this.addWatchFile?.(path);
			return { code: `export default ${JSON.stringify(await readFile(path, 'utf8'))};`, map: null };
		},
	};
}
