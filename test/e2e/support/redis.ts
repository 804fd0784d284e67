/** A Redis of our own, where Debian's package is installed. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from '../../../scripts/lib/child.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';

export const hasRedis = spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

/** Starts one that keeps nothing; resolves once it takes connections. */
export async function startRedis(): Promise<{ url: string; stop: () => Promise<void> }> {
	const port = await freePort();
	const child = startChild(['redis-server', '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']);
	for (let tries = 0; !(await answers(port)); tries++) {
		if (tries > 100) throw new Error(`Redis does not start: ${child.output()}`);
		await sleep(50);
	}
	return { url: `redis://127.0.0.1:${port}`, stop: () => child.stop('SIGTERM') };
}

async function answers(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}
