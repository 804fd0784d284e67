/** Styles of the bundle: shorter, and the same rules. */
import { expect, it } from 'vitest';
import { countScopes, leanStyles, minifyStyle } from '../../scripts/lib/lean-styles.mjs';

it('keeps what a browser reads of a style: scopes, what is computed, what is newer than the minifier', async () => {
	const css = `
		/* the theme's */
		.a > .b[data-v-1] :hover { inline-size: calc(100% - 2rem); --v-icon-color: currentcolor; }
		.c { background: color-mix(in srgb, var(--theme--success) 24%, var(--theme--background)); content: "a;  /* b */ {"; }
	`;
	expect(await minifyStyle(css)).toBe(
		'.a>.b[data-v-1] :hover{inline-size:calc(100% - 2rem);--v-icon-color: currentcolor}' +
			'.c{background:color-mix(in srgb,var(--theme--success) 24%,var(--theme--background));content:"a;  /* b */ {"}',
	);
});

it('touches styles of components and of files, and nothing else', async () => {
	const { transform } = leanStyles();
	const css = '.a { color: red; }';
	for (const id of ['a.css', 'a.vue?vue&type=style&index=0&scoped=1&lang.css'])
		expect(await transform.handler(css, id)).toEqual({ code: '.a{color:red}', map: null });
	for (const id of ['a.vue', 'a.ts', 'a.css.ts']) expect(await transform.handler(css, id), id).toBe(null);
});

it('counts the scopes of a file, each the same wherever it stands, and takes nothing else for one', () => {
	const code =
		'".a[data-v-0badcafe]{}";c(["__scopeId","data-v-0badcafe"]);".b[data-v-12345678],data-v-12345678-s{}";"data-v-1 xdata-v-0badcafe"';
	expect(countScopes(code, 'axis-panels')).toBe(
		'".a[data-axis-panels-0]{}";c(["__scopeId","data-axis-panels-0"]);' +
			'".b[data-axis-panels-1],data-axis-panels-1-s{}";"data-v-1 xdata-v-0badcafe"',
	);
});
