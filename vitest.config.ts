import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { textModules } from './scripts/lib/text-modules.mjs';

/** Tests wait for the database more than they compute, so three files at once pay even on two cores. */
const together = { maxWorkers: 3, sequence: { groupOrder: 0 } };

/**
 * Long tables, `npm run test:long`. On databases: random worlds against the model, hardened ones, odd settings, big ones, and one that is killed or
 * refuses at each statement.
 */
const LONG_POSTGRES = ['test/postgres/{crash,hardening,scale,settings}/**/*.test.ts', 'test/postgres/**/*model.test.ts'];

/** On hosts: every path, every permission, several instances, faults. Their lines of src run inside Directus, where they are not counted. */
const LONG_E2E = [
	'test/{faults,fuzz,load}/**/*.test.ts',
	'test/e2e/bypass/**/*.test.ts',
	'test/e2e/hardening*.test.ts',
	'test/e2e/{cluster,instances,permissions,self-test,snapshot,studio-panel-states}.test.ts',
	'test/e2e/cli/interrupt.test.ts',
];

/** Its files share one server. */
const onPostgres = {
	...together,
	globalSetup: ['test/postgres/support/global-setup.ts'],
	testTimeout: 60_000,
	hookTimeout: 120_000,
};

/** Files that run at once have each a server and a host (test/e2e/support/lane.ts). After everything else. */
const onHosts = {
	maxWorkers: 2,
	sequence: { groupOrder: 1 },
	globalSetup: ['test/e2e/support/global-setup.ts'],
	setupFiles: ['test/e2e/support/take-lane.ts'],
	testTimeout: 120_000,
	hookTimeout: 300_000,
};

/** unit and panels need nothing; the postgres ones bring their own server, the e2e ones server, Directus and browser. */
export default defineConfig({
	test: {
		coverage: {
			provider: 'v8',
			include: ['src/**/*.ts'],
			// The self-test runs on Directus' own services: the tests that prove it call it inside Directus, where lines are not counted.
			exclude: ['src/**/*.d.ts', 'src/self-test/!(outcome).ts', 'src/self-test/paths/**'],
			reporter: ['text', 'json-summary'],
			thresholds: { lines: 90 },
		},
		projects: [
			{
				plugins: [textModules()],
				// On a busy machine Prettier alone takes seconds to load.
				test: { ...together, name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 30_000 },
			},
			{
				plugins: [textModules(), vue()],
				// axe-core over a whole panel takes seconds where the document is not a browser's.
				test: {
					...together,
					name: 'panels',
					include: ['test/panels/**/*.test.ts'],
					environment: 'happy-dom',
					testTimeout: 30_000,
				},
			},
			{
				plugins: [textModules()],
				test: { ...onPostgres, name: 'postgres', include: ['test/postgres/**/*.test.ts'], exclude: LONG_POSTGRES },
			},
			{ plugins: [textModules()], test: { ...onPostgres, name: 'long-postgres', include: LONG_POSTGRES } },
			{ plugins: [textModules()], test: { ...onHosts, name: 'e2e', include: ['test/e2e/**/*.test.ts'], exclude: LONG_E2E } },
			{ plugins: [textModules()], test: { ...onHosts, name: 'long-e2e', include: LONG_E2E } },
		],
	},
});
