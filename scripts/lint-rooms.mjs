/** `npm run lint:rooms`: what each room may import. */
import { spawnSync } from 'node:child_process';
import { foldersOfCode } from './lib/rooms.mjs';

const { status } = spawnSync('depcruise', ['--config', '.dependency-cruiser.mjs', ...foldersOfCode()], { stdio: 'inherit' });
process.exitCode = status ?? 1;
