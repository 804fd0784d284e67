/** The packet: the rollout as files for psql, from the same tier files and migrations that the engine runs. */
import { createHash } from 'node:crypto';
import type { MigrationSet } from '../db/sql-migration';
import type { TierFile } from '../tier/tier-file';
import { applyScript } from './apply-script';
import { gateScript, preflightScript, verifyScript } from './check-script';
import { makePredicate } from './look';
import { preamble, type PacketSource } from './preamble';
import { paragraphs } from '../db/psql-text';
import { readmeText } from './readme';
import { fullRollbackScript, holdSequence, releaseSequence, rollbackScript } from './rollback-script';

export const CHECKSUMS = 'SHA256SUMS';

const PREFLIGHT = '00_preflight.sql';
const VERIFY = '90_verify.sql';
const RUN_ALL = '99_run_all.sql';
const FULL_ROLLBACK = '99_rollback_full.sql';
const TIER_ROLLBACK = 'per_tier_rollback.sql';
const GATE_CHECK = 'gate_check.sql';

export interface PacketParts extends PacketSource {
	/** Tiers that change something, in the profile's order. */
	tiers: readonly TierFile[];
	/** Tier 0. */
	preflight: TierFile;
	/** What tier 1 changes. */
	migrations: MigrationSet;
}

/** File name → text, in the order in which they are read. Pure: the same parts give the same bytes. */
export function buildPacket(parts: PacketParts): ReadonlyMap<string, string> {
	const { tiers, migrations, preflight } = parts;
	const tierFiles = tiers.map((file) => ({ file, name: fileNameOf(file) }));
	const sql: [name: string, purpose: string, text: string][] = [
		[GATE_CHECK, 'Reads only. Prints READY, or BLOCKED and the blockers.', gateScript(parts, GATE_CHECK)],
		[PREFLIGHT, 'Tier 0. Reads only: is the target as the profile says?', preflightScript(parts, tiers, preflight, PREFLIGHT)],
		...tierFiles.map(({ file, name }): [string, string, string] => [
			name,
			`Tier ${file.tier}, ${file.name}.`,
			applyScript(parts, tiers, migrations, file, name),
		]),
		[VERIFY, 'Tier 8. Reads only: does what was applied still hold?', verifyScript(parts, tiers, VERIFY)],
		[
			RUN_ALL,
			'All of the above, in the order of the profile.',
			runAllScript(
				parts,
				tierFiles.map(({ name }) => name),
			),
		],
		[
			TIER_ROLLBACK,
			'Rolls one tier back, the last one applied: -v tier=N.',
			rollbackScript(parts, tiers, migrations, TIER_ROLLBACK),
		],
		[FULL_ROLLBACK, 'Rolls every applied tier back.', fullRollbackScript(parts, tiers, FULL_ROLLBACK, TIER_ROLLBACK)],
	];
	const files = new Map(sql.map(([name, , text]) => [name, `${text}\n`]));
	files.set(
		'README.txt',
		readmeText(
			parts.loaded,
			sql.map(([name, purpose]) => ({ name, purpose })),
		),
	);
	files.set(CHECKSUMS, checksums(files));
	return files;
}

/** `10_structure.sql` for tier 1, and so on. */
function fileNameOf(file: TierFile): string {
	return `${file.tier}0_${file.name.replaceAll(/[^A-Za-z0-9]+/g, '_')}.sql`;
}

function runAllScript(source: PacketSource, names: readonly string[]): string {
	return paragraphs(
		preamble(source, RUN_ALL, 'preflight, every tier in the order of the profile, verification. Stops at the first refusal.'),
		makePredicate(),
		holdSequence('The rollout'),
		[PREFLIGHT, ...names, VERIFY].map((name) => `\\ir ${name}`).join('\n'),
		releaseSequence(),
	);
}

// As sha256sum prints them, so that sha256sum -c reads them.
function checksums(files: ReadonlyMap<string, string>): string {
	return [...files]
		.map(([name, text]) => `${createHash('sha256').update(text).digest('hex')}  ${name}\n`)
		.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1))
		.join('');
}
