/** docs/rollout.md holds what each tier's file says of itself. `-u` writes its table anew. */
import { it } from 'vitest';
import { readTierText } from '../../src/packet/tier-text';
import { createConfig } from '../../src/profile/config';
import { allTiers } from '../../src/tier/tiers';
import { expectSection, markdownTable } from '../support/generated-section';

it('docs/rollout.md says of every tier what it does, locks and takes back, as its file does', async () => {
	const loaded = createConfig({ AXIS_PROFILE: 'one-roof' }).profile();
	const rows = allTiers().map(({ tier }) => {
		const { name, effect, lock, rollback, needs_code } = readTierText(loaded, String(tier));
		return [`${tier} ${name}`, effect, lock ?? 'none', rollback ?? '–', needs_code ? 'yes' : 'no'];
	});
	await expectSection(
		'docs/rollout.md',
		'tiers',
		markdownTable(['tier', 'what it does', 'lock', 'rollback', 'needs an approval code'], rows),
	);
});
