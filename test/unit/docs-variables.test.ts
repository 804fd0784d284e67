/** docs/variables.md lists the environment variables that the code reads. `-u` writes its table anew. */
import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createConfig } from '../../src/profile/config';
import { expectSection, markdownTable } from '../support/generated-section';

interface Variable {
	fallback: string;
	meaning: string;
}

const VARIABLES: Readonly<Record<string, Variable>> = {
	AXIS_PROFILE: {
		fallback: '`{}`',
		meaning:
			'Path of the [profile](profile.md), from Directus’ working directory; or `one-roof`, the bundled one of the reference deployment.',
	},
	AXIS_SCAN_CRON: {
		fallback: 'off',
		meaning: 'Cron rule of the scheduled scan, e.g. `0 3 * * *`. One instance at a time makes it.',
	},
	AXIS_OWNER_DATABASE_URL: {
		fallback: 'off',
		meaning:
			'How to sign in as the owner of the axis objects, e.g. `postgres://axis_owner:…@host/db`. Every action and every migration runs on it, see [security.md](security.md#hardening-with-an-owner-role). A secret: no answer and no log line holds it.',
	},
};

/** Rooms that run inside Directus. */
const ROOMS = ['src', 'cli', 'hooks', 'endpoints', 'app', 'panels', 'modules'];

it('docs/variables.md says of every variable its default and its meaning', async () => {
	const rows = Object.entries(VARIABLES).map(([name, { fallback, meaning }]) => [`\`${name}\``, fallback, meaning]);
	await expectSection('docs/variables.md', 'variables', markdownTable(['variable', 'default', 'meaning'], rows));
});

it('they are the variables of ours that the code reads', async () => {
	const read = new Set<string>();
	for (const room of ROOMS) {
		for (const name of await readdir(room, { recursive: true })) {
			if (!/\.(ts|vue)$/.test(name)) continue;
			const text = await readFile(`${room}/${name}`, 'utf8');
			for (const [, variable = ''] of text.matchAll(/\benv(?:\.|\[['"`])(AXIS_\w+)/g)) read.add(variable);
		}
	}
	expect([...read].toSorted()).toEqual(Object.keys(VARIABLES).toSorted());
});

it('without them no section of the profile is given, and nobody is the owner', () => {
	const config = createConfig({});
	expect(config.profile().profile.name).toBe('project');
	expect(config.ownerDatabaseUrl()).toBeNull();
});
