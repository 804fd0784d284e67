/** Each query of coverage is a whole file: psql runs it as it stands. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PSQL, runPsql, SKIPPED } from '../packet/psql';
import type { TestDatabase } from '../support/database';
import { createDatabaseAt } from '../support/states';

const ROOM = resolve('src/coverage');
const FILES = readdirSync(ROOM, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.sql'))
	.sort();

/** Whatever a query may ask for. */
const GIVEN = {
	authorities: 'governance_registry',
	axis_code: 'responsibility',
	object_type: 'collection',
	object_ref: 'agents',
	any_group: 'true',
	group_ref: '',
	owner: '',
	search: '',
	state: '',
	detector: '',
	acknowledged: '',
	code: 'GOV-DOT',
	name: 'GOV-DOT',
	severity: '',
	lane: '',
	axis: '',
	value: '',
	most_objects: '500',
	moment: 'before',
	scan_id: '',
	at_latest: '',
	before: '',
	since: '1',
	until: '1',
	change: '',
	limit: '10',
	offset: '0',
};

/** What two of them keep their cells in. */
const STAGED = `begin;
create temporary table axis_asked (object_type text, object_ref text, value_code text);
\\i ${join(ROOM, 'sql/stage-kept.sql')}
`;

describe.skipIf(PSQL === null)(`queries of coverage through psql${SKIPPED}`, () => {
	let database: TestDatabase;
	let dir: string;
	beforeAll(async () => {
		database = await createDatabaseAt('tier 6');
		dir = await mkdtemp(join(tmpdir(), 'axis-coverage-queries-'));
	});
	afterAll(async () => {
		await database.drop();
		await rm(dir, { recursive: true, force: true });
	});

	it.each(FILES)('%s runs alone', async (file) => {
		const script = join(dir, `${basename(file)}.psql`);
		const staged = basename(file).startsWith('keep-') ? STAGED : 'begin;\n';
		await writeFile(script, `${staged}\\i ${join(ROOM, file)}\n;rollback;\n`);
		const given = Object.entries({ ON_ERROR_STOP: 1, ...GIVEN }).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
		const { status, stderr } = runPsql(['-X', ...given, '-d', database.url, '-f', script], dir);
		expect(stderr).toBe('');
		expect(status).toBe(0);
	});
});
