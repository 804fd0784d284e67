/** Frames a command: one answer on stdout, what went wrong on stderr, an exit code, and no connection left behind. */
import { userInfo } from 'node:os';
import type { HookExtensionContext } from '@directus/extensions';
import { isDirectusError } from '@directus/errors';
import type { Config } from '../src/profile/config';
import { AXIS_ERROR_STATUS } from '../src/contract';
import { explainUnreadable } from '../src/db/availability';
import type { OwnerDatabase } from '../src/db/owner-database';
import { requirePostgres } from '../src/db/postgres';
import { explainMissing } from '../src/foundation/explain-missing';
import type { RolloutContext } from '../src/run/context';
import { clearSchemaCache } from '../src/host/schema-cache';
import { refusalAsCommands } from './as-commands';
import { INTERRUPTED, watchSignals, type Interruption } from './interruption';
import { UsageError } from './options';
import { createProgress } from './progress';
import { createTerminal, type Terminal } from './terminal';

export const READY = 0;
export const ERROR = 1;
export const BLOCKED = 10;

const DESTROY_PATIENCE_MS = 3000;

export interface CliContext {
	host: HookExtensionContext;
	config: Config;
	/** What rollouts run on; Directus' own database where no owner's is configured. */
	owner: OwnerDatabase;
}

export interface Session {
	/** Errors: ProfileError, when it is read. */
	rollout(): RolloutContext;
	/** For what acts: the same, on the owner's connections. Errors: ProfileError, OwnerUnusableError, WrongOwnerDatabaseError. */
	acting(): Promise<RolloutContext>;
	/** `cli:` and the name of the operating system's user. */
	requestedBy: string;
	terminal: Terminal;
}

export interface Answer {
	/** The data of the HTTP contract. */
	data: unknown;
	/** The same for people; sentences of the product in it went through asCommands. */
	text: string;
	/** False exits with 10. */
	ok: boolean;
	/** Whether a program reads the text as it is: SQL. */
	exact?: boolean;
}

/** Runs a command and ends the process. */
export async function runCommand(context: CliContext, json: boolean, work: (session: Session) => Promise<Answer>): Promise<void> {
	const { host, owner } = context;
	const terminal = createTerminal(process);
	const interruption = watchSignals(host.database, () => terminal.tell('Interrupted: the tier under way is being rolled back …'));
	const session = openSession(context, terminal, interruption);
	let code: number;
	try {
		const answer = await work(session);
		await (json ? terminal.answer(JSON.stringify(answer.data, null, 2)) : terminal.answer(answer.text, answer.exact));
		code = answer.ok ? READY : BLOCKED;
	} catch (error) {
		code =
			interruption.signal() === null
				? tellError(terminal, await explainMissing(session.rollout, error))
				: tellInterrupted(terminal, error);
	}
	interruption.stop();
	await Promise.race([
		Promise.all([host.database.destroy(), owner.close()]).catch(() => {}),
		new Promise((resolve) => setTimeout(resolve, DESTROY_PATIENCE_MS).unref()),
	]);
	process.exit(code);
}

function openSession({ host, config, owner }: CliContext, terminal: Terminal, interruption: Interruption): Session {
	const progress = createProgress(terminal);
	const rollout = (): RolloutContext => {
		requirePostgres(host.database);
		return {
			db: host.database,
			loaded: config.profile(),
			log: { warn: (message) => terminal.tell(message) },
			async observe(step) {
				await interruption.check();
				await progress(step);
			},
			async onStructureChange() {
				await clearSchemaCache(host);
				terminal.tell('Tables came or went: restart a running Directus, unless it shares Redis with this command.');
			},
		};
	};
	return {
		terminal,
		requestedBy: `cli:${userName()}`,
		rollout,
		async acting() {
			const given = rollout();
			const db = await owner.open();
			interruption.watch(db);
			return { ...given, db };
		},
	};
}

/** Exit code: 10 for what the rollout refused, 1 for everything else. */
function tellError(terminal: Terminal, error: unknown): number {
	if (error instanceof UsageError) {
		terminal.tell(`error: ${error.message}`);
		return ERROR;
	}
	const explained = explainUnreadable(error, 'The command');
	if (!isDirectusError(explained)) {
		terminal.tell(`ERROR: ${explained instanceof Error ? explained.message : String(explained)}`);
		return ERROR;
	}
	terminal.tell(`${explained.code}: ${refusalAsCommands(explained)}`);
	return explained.code in AXIS_ERROR_STATUS && explained.status < 500 ? BLOCKED : ERROR;
}

function tellInterrupted(terminal: Terminal, error: unknown): number {
	const committed: unknown =
		isDirectusError(error) &&
		typeof error.extensions === 'object' &&
		error.extensions !== null &&
		'committed_tiers' in error.extensions
			? error.extensions.committed_tiers
			: [];
	const before =
		Array.isArray(committed) && committed.length > 0 ? ` Tiers that ended before it stay: ${committed.join(', ')}.` : '';
	terminal.tell(
		`Interrupted. Nothing stays of the tier under way.${before} "directus axis plan" tells where the rollout stands.`,
	);
	return INTERRUPTED;
}

// A container may run as a number without a name.
function userName(): string {
	try {
		return userInfo().username;
	} catch {
		return 'unknown';
	}
}
