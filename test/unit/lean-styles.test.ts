/** Styles of the bundle without needless space: shorter, and the same rules. */
import { expect, it } from 'vitest';
import { squeeze } from '../../scripts/lib/lean-styles.mjs';

it.each([
	['/* the theme’s, the reader\'s "own" */\n.a,\n.b {\n\tcolor: red;\n\tmargin: 0 1px;\n}\n', '.a,.b{color:red;margin:0 1px}'],
	['.a > .b :hover {\n\tinline-size: calc(100% - 2rem);\n}', '.a > .b :hover{inline-size:calc(100% - 2rem)}'],
	['@media (min-width: 10px) {\n\t.a {\n\t\tb: c;\n\t}\n}', '@media (min-width:10px){.a{b:c}}'],
	['.a {\n\tmargin: 0.5rem -0.25em 10.5px 0 1.05ch;\n}', '.a{margin:.5rem -.25em 10.5px 0 1.05ch}'],
	['.a::before {\n\tcontent: "a;  /* b */ {";\n}', '.a::before{content:"a;  /* b */ {"}'],
])('%j', (css, lean) => {
	expect(squeeze(css)).toBe(lean);
	expect(squeeze(lean)).toBe(lean);
});
