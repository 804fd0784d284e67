/** Debian's pgbouncer before the tests' PostgreSQL: each transaction may run on another server connection than the one before. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../scripts/lib/ports.mjs';

const PGBOUNCER = '/usr/sbin/pgbouncer';
const PATIENCE_MS = 10_000;

/** Whether it is installed here (Debian's package pgbouncer). */
export const HAS_POOLER = existsSync(PGBOUNCER);

export interface Pooler {
	/** The same database, through the pooler. */
	url(of: string): string;
	stop(): Promise<void>;
}

/** Starts one in transaction mode before the server of `url`. Errors: what it says, where it does not start. */
export async function startPooler(url: string): Promise<Pooler> {
	const server = new URL(url);
	const port = await freePort();
	const folder = await mkdtemp(join(tmpdir(), 'axis-pooler-'));
	const file = join(folder, 'pgbouncer.ini');
	await writeFile(
		file,
		`[databases]
* = host=${server.hostname} port=${server.port} user=${server.username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 20
`,
	);
	await chmod(folder, 0o755);
	// It refuses to run as root.
	const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
	const child = spawn(PGBOUNCER, [...user, file], { stdio: ['ignore', 'ignore', 'pipe'] });
	let said = '';
	child.stderr.on('data', (chunk: Buffer) => (said += String(chunk)));
	for (const end = Date.now() + PATIENCE_MS; !(await answers(port)); await sleep(20)) {
		if (child.exitCode !== null || Date.now() > end) throw new Error(`pgbouncer did not start: ${said}`);
	}
	return {
		url(of) {
			const through = new URL(of);
			through.hostname = '127.0.0.1';
			through.port = String(port);
			return through.href;
		},
		async stop() {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGKILL');
			await ended;
			await rm(folder, { recursive: true });
		},
	};
}

function answers(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => socket.end(() => resolve(true)));
		socket.once('error', () => resolve(false));
	});
}
