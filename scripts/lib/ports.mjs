/** TCP ports of 127.0.0.1: find a free one, or insist on a given one. */
import { createServer } from 'node:net';
import { Failure } from './failure.mjs';

/**
 * A port that was free a moment ago; another process may still take it before the caller does.
 *
 * @returns {Promise<number>}
 */
export function freePort() {
	return listenOnce(0, '127.0.0.1').catch((error) => {
		throw explainListen(error, 0, '');
	});
}

/**
 * Resolves when nobody listens on the port, on 127.0.0.1 or on all addresses.
 *
 * @param {number} port 1..65535
 * @param {string} remedy what the reader can do, a whole sentence
 * @throws {Failure} the port is in use or may not be opened by this user
 */
export async function assertPortFree(port, remedy) {
	for (const host of ['127.0.0.1', '0.0.0.0']) {
		try {
			await listenOnce(port, host);
		} catch (error) {
			throw explainListen(error, port, remedy);
		}
	}
}

/**
 * What the reader is told where a port cannot be listened on; any other error as it is.
 *
 * @param {unknown} error
 * @param {number} port
 * @param {string} remedy
 * @returns {unknown}
 */
export function explainListen(error, port, remedy) {
	const { code } = /** @type {NodeJS.ErrnoException} */ (error);
	if (code === 'EACCES') return new Failure(`Port ${port} may not be opened by this user. ${remedy}`);
	if (code === 'EADDRINUSE') return new Failure(`Port ${port} is already in use. ${remedy}`);
	if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')
		return new Failure(
			'This machine has no IPv4 loopback: 127.0.0.1 cannot be listened on. Enable it; PostgreSQL and Directus of the demo use it.',
		);
	return error;
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<number>}
 */
function listenOnce(port, host) {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, host, () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
		});
	});
}
