/** `npm run bench`: installs what is missing and prints ratios. Nothing is asserted by the clock. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installExtension } from './lib/install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

if (process.argv.includes('--help')) {
	console.log(
		'npm run bench [-- NAME…]\n\nPrints how long things take beside a yardstick of the same run. NAME: only files whose name holds it (tiers, hook, rollout).',
	);
} else {
	await installExtension({ root, onLine: (line) => console.log(line) });
	const args = ['run', '--config', 'vitest.bench.config.ts', '--reporter', 'dot', ...process.argv.slice(2)];
	const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], { cwd: root, stdio: 'inherit' });
	process.exitCode = status ?? 1;
}
