/** The same tiers as a sqitch project: one change per tier, deployed and verified. Only where sqitch is installed. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TierFile } from '../src/tier/tier-file';
import { inlinedSection } from './inline';

const PERSON = { SQITCH_FULLNAME: 'Bench', SQITCH_EMAIL: 'bench@example.com' };

export interface SqitchProject {
	/** Deploys up to a change, verifying each. Errors: when sqitch ends with one. */
	deploy(databaseUrl: string, to: string): void;
	remove(): Promise<void>;
}

export function hasSqitch(): boolean {
	return spawnSync('sqitch', ['--version']).status === 0;
}

/** `start` is an empty change: deploying it makes sqitch's own registry, which a database has long before a rollout. */
export async function writeSqitchProject(tiers: readonly TierFile[]): Promise<SqitchProject> {
	const dir = await mkdtemp(join(tmpdir(), 'axis-coverage-sqitch-'));
	const changes = ['start', ...tiers.map((file) => file.name)];
	const stamp = '2026-01-01T00:00:00Z Bench <bench@example.com>';
	for (const folder of ['deploy', 'verify']) await mkdir(join(dir, folder));
	await writeFile(join(dir, 'sqitch.conf'), '[core]\n\tengine = pg\n');
	await writeFile(
		join(dir, 'sqitch.plan'),
		`%syntax-version=1.0.0\n%project=axis\n\n${changes.map((name) => `${name} ${stamp}`).join('\n')}\n`,
	);
	await writeFile(join(dir, 'deploy/start.sql'), 'select 1;\n');
	await writeFile(join(dir, 'verify/start.sql'), 'select 1;\n');
	for (const file of tiers) {
		const change = [...conditions(file, 'precondition'), ...inlinedSection(file, 'change').map((text) => `${text};`)];
		const path = `select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);`;
		await writeFile(join(dir, `deploy/${file.name}.sql`), ['begin;', path, ...change, 'commit;'].join('\n'));
		await writeFile(join(dir, `verify/${file.name}.sql`), conditions(file, 'postcondition').join('\n'));
	}
	return {
		deploy(databaseUrl, to) {
			const target = databaseUrl.replace(/^postgres(ql)?:/, 'db:pg:');
			const { status, stderr, stdout } = spawnSync('sqitch', ['deploy', '--verify', '--to-change', to, target], {
				cwd: dir,
				encoding: 'utf8',
				env: { ...process.env, ...PERSON },
			});
			if (status !== 0) throw new Error(`sqitch: ${stderr}${stdout}`);
		},
		remove: () => rm(dir, { recursive: true, force: true }),
	};
}

// A condition that returns rows ends the script with an error, as a verify script must.
function conditions(file: TierFile, section: 'precondition' | 'postcondition'): string[] {
	return inlinedSection(file, section).map(
		(query) =>
			`do $axis$ begin if exists (select from (\n${query}\n) as violation) then raise exception 'violated'; end if; end $axis$;`,
	);
}
