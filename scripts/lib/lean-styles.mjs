/**
 * A rollup plugin of the extension's build: styles are minified before they become text of a module, which the minifier of scripts leaves as it is;
 * and the names that bind a component to its styles are counted instead of hashed. Hashes do not compress, and differ from checkout to checkout.
 */
import { transform } from 'esbuild';

const STYLE = /\.css$|[?&]type=style\b/;
const SCOPE = /\bdata-v-[0-9a-f]{8}\b/g;

export function leanStyles() {
	return {
		name: 'axis-lean-styles',
		transform: {
			order: 'pre',
			handler: async (code, id) => (STYLE.test(id) ? { code: await minifyStyle(code), map: null } : null),
		},
		// Counted in each file of its own, so the file's name keeps them apart.
		renderChunk: (code, { name }) => ({ code: countScopes(code, name), map: null }),
	};
}

/**
 * The same code with `data-axis-shared-0`, `data-axis-shared-1`, … for the components' scopes: no other extension of the page has names like these.
 *
 * @param {string} code
 * @param {string} chunk e.g. `axis-shared`
 * @returns {string}
 */
export function countScopes(code, chunk) {
	const scopes = new Map();
	return code.replace(SCOPE, (scope) => {
		if (!scopes.has(scope)) scopes.set(scope, `data-${chunk}-${scopes.size.toString(36)}`);
		return scopes.get(scope);
	});
}

/**
 * The same rules, shorter.
 *
 * @param {string} css
 * @returns {Promise<string>}
 */
export async function minifyStyle(css) {
	return (await transform(css, { loader: 'css', minify: true })).code.trim();
}
