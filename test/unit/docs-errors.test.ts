/** docs/errors.md lists every code of the contract with its status. `-u` writes its table anew. */
import { expect, it } from 'vitest';
import { readFile } from 'node:fs/promises';
import { AXIS_ERROR_STATUS } from '../../src/contract';
import { ERROR_MEANINGS } from '../support/error-meanings';
import { expectSection, markdownTable } from '../support/generated-section';

it('docs/errors.md says of every code when it is answered and what to do', async () => {
	const rows = Object.entries(ERROR_MEANINGS).map(([code, { when, remedy }]) => {
		const status: unknown = Reflect.get(AXIS_ERROR_STATUS, code);
		return [`\`${code}\``, String(status), when, remedy];
	});
	await expectSection('docs/errors.md', 'codes', markdownTable(['code', 'status', 'when', 'what to do'], rows));
});

it('docs/errors.md lists exactly the codes of the contract, with their HTTP status', async () => {
	const page = await readFile('docs/errors.md', 'utf8');
	const listed = [...page.matchAll(/^\| `(AXIS_\w+)` +\| (\d{3}) +\|/gm)].map(([, code, status]) => [code, Number(status)]);
	expect(Object.fromEntries(listed)).toEqual(AXIS_ERROR_STATUS);
	expect(listed).toHaveLength(Object.keys(AXIS_ERROR_STATUS).length);
});
