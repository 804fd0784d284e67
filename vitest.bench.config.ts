import { defineConfig } from 'vitest/config';
import { textModules } from './scripts/lib/text-modules.mjs';

/** `npm run bench`: prints ratios, asserts nothing by the clock. Needs a quiet machine more than a fast one. */
export default defineConfig({
	plugins: [textModules()],
	test: {
		include: ['bench/**/*.bench.ts'],
		globalSetup: ['test/e2e/support/global-setup.ts'],
		testTimeout: 1_200_000,
		hookTimeout: 600_000,
		fileParallelism: false,
		disableConsoleIntercept: true,
	},
});
