/** docs/evidence/self-test.md lists the paths that the self-test tries, as the code has them. `-u` writes them anew. */
import { expect, it } from 'vitest';
import { SELF_TEST_LAYERS } from '../../src/contract';
import { WRITE_PATHS } from '../../src/self-test/paths';
import { expectSection, markdownTable } from '../support/generated-section';

it('docs/evidence/self-test.md lists every path of the self-test with what it does and the layers that it asks', async () => {
	const rows = WRITE_PATHS.map(({ path, does, layers }) => [
		`\`${path}\``,
		does,
		SELF_TEST_LAYERS.filter((layer) => layer in layers).join(', '),
	]);
	await expectSection('docs/evidence/self-test.md', 'self-test', markdownTable(['path', 'what it does', 'asked'], rows));
});

it('no two paths have one name, and each asks at least one layer', () => {
	expect(new Set(WRITE_PATHS.map(({ path }) => path)).size).toBe(WRITE_PATHS.length);
	for (const { path, layers } of WRITE_PATHS) expect(Object.keys(layers), path).not.toEqual([]);
});
