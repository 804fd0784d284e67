/** What the base model calls its registry, labels and outbox stands in few places, so that another base model is a change of few. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const NAMES = /governance_registry|taxonomy|event_outbox|label_rules/;

/** src/foundation makes a base model, so it names one. */
const PLACES = ['src/base/', 'src/foundation/', 'src/ladder/'];

/** A table of the axes, whatever its name says. */
const OWN = 'topic_taxonomy_map';

it('names registry, labels and outbox of the base model in src/base, src/foundation and SQL of tiers only', () => {
	const naming = readdirSync('src', { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => NAMES.test(readFileSync(file, 'utf8').replaceAll(OWN, '')));

	expect(naming.filter((file) => !PLACES.some((place) => file.startsWith(place)))).toEqual([]);
	expect(naming).toContain('src/base/relations.ts');
});
