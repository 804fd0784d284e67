/** How the app comes in pieces: what a build may not do. */
import { expect, it } from 'vitest';
import { problemsOf, splitApp } from '../../scripts/lib/split-app.mjs';

const chunk = (fileName: string, ...imports: string[]) => ({ fileName, imports });

it('a first file of its own and chunks that share among themselves are right', () => {
	expect(problemsOf([chunk('app.js', 'vue'), chunk('axis-panels.js', 'vue', 'axis-shared.js'), chunk('axis-shared.js')])).toEqual(
		[],
	);
});

it('a build fails that makes the first file wait for a chunk', () => {
	expect(problemsOf([chunk('app.js', 'vue', 'axis-shared.js'), chunk('axis-shared.js', 'vue')])).toEqual([
		expect.stringContaining('app.js imports axis-shared.js'),
	]);
});

it('a build fails in which a chunk needs something of the first file', () => {
	expect(problemsOf([chunk('app.js'), chunk('axis-shared.js', 'app.js')])).toEqual([
		expect.stringContaining('axis-shared.js imports app.js'),
	]);
});

it('leaves the api in one file, as the SDK asks', () => {
	const options = { file: 'dist/api.js', format: 'esm', inlineDynamicImports: true };
	expect(splitApp().outputOptions(options)).toBe(null);
	expect(problemsOf([chunk('api.js', 'knex')])).toEqual([]);
	expect(splitApp().outputOptions({ ...options, file: 'dist/app.js' })).toMatchObject({ dir: 'dist/', entryFileNames: 'app.js' });
});
