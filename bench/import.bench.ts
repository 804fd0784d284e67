/** Owners of 99,960 cells by CSV: how long the round trip takes, and the memory of the server meanwhile. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import oneRoof from '../profiles/one-roof.json';
import type { ActPreview, OwnersImportAnswer } from '../src/contract';
import { createApi, signIn, type Api } from '../test/e2e/support/api';
import { applyTiers } from '../test/e2e/support/rollout';
import { markdownTable, recordSection } from '../test/support/generated-section';
import { whenAndWhere } from './measure';
import { startScaledHost, type ScaledHost } from './scaled-host';

/** 35 × 476 = 16,660 objects, in six values. */
const SCALE = 476;
const CELLS = 35 * SCALE * 6;
const OWNER = 5;

let host: ScaledHost;
let api: Api;
beforeAll(async () => {
	host = await startScaledHost(SCALE, { ownership: { ...oneRoof.ownership, writable: true } });
	api = createApi(await signIn('admin', host.url), host.url);
	await applyTiers(api, [1, 2]);
});
afterAll(() => host.stop());

/** Resident memory of the server, megabytes. */
const residentMb = () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(host.pid)], { encoding: 'utf8' })) / 1024;

const measured: string[][] = [];

/** Times the work, and looks at the server's memory ten times a second meanwhile. */
async function measure<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
	let most = residentMb();
	const look = setInterval(() => (most = Math.max(most, residentMb())), 100);
	const started = performance.now();
	try {
		return await work();
	} finally {
		clearInterval(look);
		measured.push([what, `${((performance.now() - started) / 1000).toFixed(1)} s`, `${most.toFixed(0)} MB`]);
	}
}

const take = async (): Promise<string[]> =>
	(await api.get('/axis/coverage/responsibility/matrix', { accept: 'text/csv' })).text.trimEnd().split('\r\n');
const send = <Data>(path: string, lines: readonly string[]) =>
	api.raw<Data>('POST', `/axis/owners/${path}`, lines.join('\r\n'), { 'content-type': 'text/csv' });
/** The lines with another owner from one line to another. */
const owned = (lines: readonly string[], owner: string, from = 1, to = lines.length) =>
	lines.map((line, at) => {
		if (at < from || at >= to) return line;
		const cells = line.split(',');
		cells[OWNER] = owner;
		return cells.join(',');
	});

it('owners of 99,960 cells by CSV', async () => {
	const gaps = await take();
	expect(gaps).toHaveLength(CELLS + 1);
	expect(gaps[0]?.split(',')[OWNER]).toBe('owner_gov_code');
	measured.push(['at rest', '', `${residentMb().toFixed(0)} MB`]);
	const first = await measure('an owner for each cell', () =>
		send<OwnersImportAnswer>('import?reason=bench', owned(gaps, 'GOV-DOT')),
	);
	expect(first.data.totals).toMatchObject({ created: CELLS, changed: 0, kept: 0 });
	const lines = await measure('export', take);
	const same = await measure('preview of the export as it is', () => send<ActPreview>('import/preview', lines));
	expect(same.data.totals).toMatchObject({ created: 0, changed: 0, kept: CELLS });
	const edited = owned(lines, 'GOV-MOT', 501, 1501);
	const some = await measure('import with 1,000 edited', () => send<OwnersImportAnswer>('import?reason=bench', edited));
	expect(some.data.totals).toMatchObject({ created: 0, changed: 1000, kept: CELLS - 1000 });
	const bad = await measure('refusal of 500 wrong rows', () =>
		send('import?reason=bench', owned(lines, 'GOV-NOBODY', 2000, 2500)),
	);
	expect(bad.errors?.[0]?.extensions).toMatchObject({ total: 500, row_numbers: '2001-2500' });
	for (const { batch } of [some.data, first.data])
		await measure(`undo of ${batch.effect.rows_inserted} owners`, () => api.send('POST', `/axis/owners/${batch.id}/undo`, {}));
	expect(await take()).toEqual(gaps);
	const figures = `${whenAndWhere()}\n\n${markdownTable(['', 'time', 'most memory of the server'], measured)}`;
	console.log(`\n${figures}\n`);
	await recordSection('docs/evidence/growth.md', 'import', figures);
});
