/** A port that cannot be listened on is told in words, with what can be done. */
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { Failure } from '../../scripts/lib/failure.mjs';
import { explainListen } from '../../scripts/lib/ports.mjs';

/** What Node says of an address that this machine has not: as of 127.0.0.1 where only IPv6 has a loopback. */
function listenElsewhere(): Promise<unknown> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', resolve);
		server.listen(0, '192.0.2.1');
	});
}

it('a machine without an IPv4 loopback is named as that', async () => {
	const told = explainListen(await listenElsewhere(), 8055, 'Choose another one.');
	expect(told).toBeInstanceOf(Failure);
	expect(String(told)).toContain('127.0.0.1 cannot be listened on');
});

it('what has another cause stays as it is', () => {
	const error = new Error('other');
	expect(explainListen(error, 8055, '')).toBe(error);
});
