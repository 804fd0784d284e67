/** A rollup plugin of the extension's build: styles go into the bundle without comments and needless space, which the minifier takes for text. */

const STYLE = /\.css$|[?&]type=style\b/;
// Strings come first, so that nothing is taken out of one.
const NEEDLESS = /("[^"]*"|'[^']*')|\s*([{};])\s*|([,:])\s+|\s+/g;

/** The same rules, shorter. Space that parts words, selectors or operands stays, as one. */
export function squeeze(css) {
	return css
		.replace(/\/\*[^]*?\*\/|(?<![\w.])0(?=\.\d)|("[^"]*"|'[^']*')/g, (_found, string = '') => string)
		.replace(NEEDLESS, (_found, string, brace, mark) => string ?? brace ?? mark ?? ' ')
		.replaceAll(';}', '}')
		.trim();
}

export function leanStyles() {
	return {
		name: 'axis-lean-styles',
		// Before the styles become text of a module.
		transform: {
			order: 'pre',
			handler: (code, id) => (STYLE.test(id) ? { code: squeeze(code), map: null } : null),
		},
	};
}
