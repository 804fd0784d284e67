/** A rollup plugin of the extension's build: styles are minified before they become text of a module, which the minifier of scripts leaves as it is. */
import { transform } from 'esbuild';

const STYLE = /\.css$|[?&]type=style\b/;

export function leanStyles() {
	return {
		name: 'axis-lean-styles',
		transform: {
			order: 'pre',
			handler: async (code, id) => (STYLE.test(id) ? { code: await minifyStyle(code), map: null } : null),
		},
	};
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
