/**
 * A rollup/vite plugin, shared by the extension's build and by Vitest. `import text from './x.sql'` and `import text from './x.json?text'` yield the
 * file's text, byte for byte; `import text from './x.yaml?json'` yields the document as JSON text, without a space that JSON does not need.
 */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';

const SUFFIX = '?axis-text';
const IMPORTED = /\.(?:sql|json\?text|yaml\?json)$/;

export function textModules() {
	return {
		name: 'axis-text-modules',
		enforce: 'pre',
		resolveId(source, importer) {
			if (!importer || !IMPORTED.test(source)) return null;
			const from = importer.split('?')[0];
			return resolve(dirname(from), source.replace(/\?(?:text|json)$/, '')) + SUFFIX;
		},
		async load(id) {
			if (!id.endsWith(SUFFIX)) return null;
			const path = id.slice(0, -SUFFIX.length);
			this.addWatchFile?.(path);
			const written = await readFile(path, 'utf8');
			// The parser stays out of the bundle: a mistake in the document fails the build.
			const text = path.endsWith('.yaml') ? JSON.stringify(parse(written)) : written;
			return { code: `export default ${JSON.stringify(text)};`, map: null };
		},
	};
}
