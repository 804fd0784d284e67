/** The rollout profile a demo runs with. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * AXIS_PROFILE for the host: the caller's own, or, for a multiplied fixture, a copy of the reference profile that expects no numbers (the engine
 * then derives them), or none (the profile inside the bundle).
 *
 * @param {{ root: string, workDir: string, scale: number }} options workDir receives the copy
 * @returns {Promise<Record<string, string>>}
 */
export async function profileEnv({ root, workDir, scale }) {
	const given = process.env['AXIS_PROFILE'];
	if (given) return { AXIS_PROFILE: given };
	if (scale === 1) return {};
	const profile = JSON.parse(await readFile(join(root, 'profiles/one-roof.json'), 'utf8'));
	const path = join(workDir, 'profile.json');
	await writeFile(path, `${JSON.stringify({ ...profile, expected: {} }, null, '\t')}\n`);
	return { AXIS_PROFILE: path };
}
