/** A start on the data of another one is refused before anything is installed, and says how it can be had. */
import { expect, it } from 'vitest';
import { requireSameDemo } from '../../scripts/lib/same-demo.mjs';

const left = { directus: 12, database: 'embedded', fixture: 'project', scale: 1 } as const;
const asked = { dataDir: '/data', directus: 12, database: 'embedded' } as const;

it.each([
	['another Directus', { directus: 11 as const }, "/data belongs to Directus 12; it can't be switched to Directus 11."],
	['a database that is given', { database: 'given' as const }, '/data was made for the embedded database;'],
	['another fixture', { fixture: 'one-roof' }, '/data holds the fixture project, and this start asks for one-roof.'],
	['another scale', { scale: 3 }, '/data holds the fixture project, and this start asks for project at scale 3.'],
])('%s', (_what, other, told) => {
	const start = () => requireSameDemo(left, { ...asked, ...other });
	expect(start).toThrow(told);
	expect(start).toThrow('Use another --data-dir, or start over with --reset.');
});

it('goes on where the same is asked for, nothing is said, or nothing is known yet', () => {
	expect(() => requireSameDemo(left, { ...asked, fixture: 'project', scale: 1 })).not.toThrow();
	expect(() => requireSameDemo(left, asked)).not.toThrow();
	expect(() => requireSameDemo({}, { ...asked, fixture: 'empty' })).not.toThrow();
});
