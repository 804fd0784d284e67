/** What a CSV of 600,180 cells asks of the server: the time to its first byte, and the memory of the process while it is written. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { signIn, createApi } from '../test/e2e/support/api';
import { applyTiers } from '../test/e2e/support/rollout';
import { markdownTable, recordSection } from '../test/support/generated-section';
import { whenAndWhere } from './measure';
import { startScaledHost, type ScaledHost } from './scaled-host';

/** 35 × 2,858 = 100,030 objects, in six values. */
const SCALE = 2858;
const CELLS = 35 * SCALE * 6;
const PATH = '/axis/coverage/responsibility/gaps';
const PARTS = 4;

let host: ScaledHost;
let token: string;
beforeAll(async () => {
	host = await startScaledHost(SCALE);
	token = await signIn('admin', host.url);
	await applyTiers(createApi(token, host.url), [1, 2]);
});
afterAll(() => host.stop());

/** Resident memory of the server, megabytes. */
const residentMb = () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(host.pid)], { encoding: 'utf8' })) / 1024;

interface Stream {
	firstByteMs: number;
	wholeMs: number;
	lines: number;
	/** The most memory while each part of the lines was taken, megabytes. */
	peaks: number[];
}

async function take(): Promise<Stream> {
	const started = performance.now();
	const headers = { authorization: `Bearer ${token}`, accept: 'text/csv' };
	const { body, status } = await fetch(host.url + PATH, { headers });
	if (status !== 200 || body === null) throw new Error(`${PATH} answered ${status}`);
	const stream: Stream = { firstByteMs: 0, wholeMs: 0, lines: 0, peaks: [] };
	for await (const chunk of body) {
		if (stream.firstByteMs === 0) stream.firstByteMs = performance.now() - started;
		const part = Math.min(PARTS - 1, Math.floor((stream.lines / CELLS) * PARTS));
		const before = stream.lines;
		stream.lines += Buffer.from(chunk).toString('latin1').split('\n').length - 1;
		if (Math.floor(stream.lines / 5000) > Math.floor(before / 5000))
			stream.peaks[part] = Math.max(stream.peaks[part] ?? 0, residentMb());
	}
	return { ...stream, wholeMs: performance.now() - started };
}

it('a CSV of 600,180 cells', async () => {
	const atRest = residentMb();
	const { firstByteMs, wholeMs, lines, peaks } = await take();
	expect(lines).toBe(CELLS + 1);
	const rows = [
		['first byte', `${firstByteMs.toFixed(0)} ms`],
		['whole file', `${(wholeMs / 1000).toFixed(1)} s`],
		['memory of the server before it', `${atRest.toFixed(0)} MB`],
		...peaks.map((peak, part) => [`most memory in part ${part + 1} of ${PARTS}`, `${peak.toFixed(0)} MB`]),
	];
	const figures = `${whenAndWhere()}\n\n${markdownTable(['', 'measured'], rows)}`;
	console.log(`\n${figures}\n`);
	await recordSection('docs/evidence/growth.md', 'csv', figures);
});
