/** Runs the packet through a real psql, where this machine has one. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packetOf } from '../../../src/packet/packet';
import type { LoadedProfile } from '../../../src/profile/profile';
import type { TestDatabase } from '../support/database';

const DEBIAN = '/usr/lib/postgresql';

/** Path of a psql, or null. */
export const PSQL = findPsql();

/** Why the tests are skipped; null where they run. Shown in the name of the suite. */
export const SKIPPED = PSQL === null ? ' (SKIPPED: there is no psql on PATH or in /usr/lib/postgresql)' : '';

export interface PsqlAnswer {
	/** 0; 3 for an error in the script. */
	status: number | null;
	stdout: string;
	stderr: string;
}

export interface Packet {
	dir: string;
	/** Runs a file of the packet as the README says. */
	run(database: Pick<TestDatabase, 'url'>, file: string, variables?: Record<string, string | number>): PsqlAnswer;
	remove(): Promise<void>;
}

/** Writes the profile's packet to a folder of its own. */
export async function writeTestPacket(loaded: LoadedProfile): Promise<Packet> {
	const dir = await mkdtemp(join(tmpdir(), 'axis-coverage-packet-'));
	for (const [name, text] of packetOf(loaded, null)) await writeFile(join(dir, name), text);
	return {
		dir,
		run: (database, file, variables = {}) => {
			const given = Object.entries({ ON_ERROR_STOP: 1, ...variables }).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
			return runPsql(['-X', ...given, '-d', database.url, '-f', file], dir);
		},
		remove: () => rm(dir, { recursive: true, force: true }),
	};
}

export function runPsql(args: string[], cwd: string): PsqlAnswer {
	if (PSQL === null) throw new Error('There is no psql');
	const { status, stdout, stderr } = spawnSync(PSQL, args, { cwd, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
	return { status, stdout, stderr };
}

function findPsql(): string | null {
	const debian = (() => {
		try {
			return readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin/psql'));
		} catch {
			return [];
		}
	})();
	return ['psql', ...debian.sort().reverse()].find((program) => spawnSync(program, ['--version']).status === 0) ?? null;
}
