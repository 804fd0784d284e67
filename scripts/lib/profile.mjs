/** The rollout profile a demo runs with. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * AXIS_PROFILE for the host: the caller's own; for the reference deployment the bundled one, or, where it is multiplied, a copy that expects no
 * numbers (the engine then derives them); none for other projects.
 *
 * @param {{ root: string, workDir: string, fixture: string, scale: number }} options workDir receives the copy
 * @returns {Promise<Record<string, string>>}
 */
export async function profileEnv({ root, workDir, fixture, scale }) {
	const given = process.env['AXIS_PROFILE'];
	if (given) return { AXIS_PROFILE: given };
	if (fixture !== 'one-roof') return {};
	if (scale === 1) return { AXIS_PROFILE: 'one-roof' };
	const profile = JSON.parse(await readFile(join(root, 'profiles/one-roof.json'), 'utf8'));
	const path = join(workDir, 'profile.json');
	await writeFile(path, `${JSON.stringify({ ...profile, expected: {} }, null, '\t')}\n`);
	return { AXIS_PROFILE: path };
}
