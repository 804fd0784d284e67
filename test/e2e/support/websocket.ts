/** Items over Directus' WebSocket, authenticated as a user. */
import WebSocket from 'ws';
import { signIn, type User } from './api';
import { lane } from './lane';

/** By user and host: signing in hashes a password, which costs more than the message. A token outlives the file of tests. */
const tokens = new Map<string, Promise<string>>();

function tokenOf(user: User, url: string): Promise<string> {
	const key = `${user} ${url}`;
	const token = tokens.get(key) ?? signIn(user, url);
	tokens.set(key, token);
	return token;
}

/** Sends one `items` message to a host, by default the common one; answers "ok" or the code of the refusal. */
export async function sendItems(user: User, message: Record<string, unknown>, url = lane().url): Promise<string> {
	const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/websocket`);
	try {
		await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
		await ask(socket, { type: 'auth', access_token: await tokenOf(user, url) });
		const answer = await ask(socket, { type: 'items', uid: 'test', ...message });
		return answer.status === 'error' ? answer.error.code : 'ok';
	} finally {
		socket.close();
	}
}

interface SocketAnswer {
	type: string;
	status: 'ok' | 'error';
	error: { code: string };
}

function ask(socket: WebSocket, message: Record<string, unknown>): Promise<SocketAnswer> {
	return new Promise((resolve, reject) => {
		const listen = (raw: WebSocket.RawData) => {
			const answer: SocketAnswer = JSON.parse(String(raw));
			if (answer.type !== message.type) return;
			socket.off('message', listen);
			resolve(answer);
		};
		socket.on('message', listen).once('error', reject);
		socket.send(JSON.stringify(message));
	});
}
