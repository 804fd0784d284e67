/**
 * A rollup plugin of the extension's build. Chart.js brings a library that mixes colours, 3 kB of what the Studio loads, for colours that fade into
 * each other and for hover colours that nobody chose. Ours are chosen, and change at once.
 */
const LIBRARY = '@kurkle/color';
const ID = '\0axis-plain-colours';

/** A colour that says of itself that it cannot be mixed: then Chart.js takes the one that is to come. */
export const PLAIN_COLOUR = `export class Color {
	valid = false;
	constructor(text) { this.text = text; }
	saturate() { return this; }
	darken() { return this; }
	hexString() { return this.text; }
}`;

export function plainColours() {
	return {
		name: 'axis-plain-colours',
		resolveId: (source) => (source === LIBRARY ? ID : null),
		load: (id) => (id === ID ? PLAIN_COLOUR : null),
	};
}
