/** Which tiers a profile has: those that every rollout has, and those that its sections declare. */

interface Sections {
	ownership?: { groups: readonly unknown[] } | undefined;
	containment?: object | undefined;
	topic?: object | undefined;
	axes?: readonly { axis_code: string }[] | undefined;
}

/** Ids of tiers that there are only where a profile declares what they bring. */
const DECLARED: readonly { tier: string; isDeclared: (profile: Sections) => boolean }[] = [
	{ tier: 'ownership', isDeclared: ({ ownership }) => ownership !== undefined && ownership.groups.length > 0 },
	{ tier: 'containment', isDeclared: ({ containment }) => containment !== undefined },
	{ tier: 'topic', isDeclared: ({ topic }) => topic !== undefined },
];

/** The order of a profile that states none: the axis first, so that it shows the gap; then what the profile declares; the first scan last. */
function orderOf(profile: Sections): string[] {
	const declared = DECLARED.filter(({ isDeclared }) => isDeclared(profile)).map(({ tier }) => tier);
	return ['structure', 'responsibility', ...declared, ...axisTiers(profile), 'scan'];
}

/** Tiers of an order that the profile declares nothing for. */
export function undeclaredTiers(profile: Sections, order: readonly string[]): string[] {
	const missing = DECLARED.filter(({ tier, isDeclared }) => order.includes(tier) && !isDeclared(profile)).map(({ tier }) => tier);
	const axes = axisTiers(profile);
	return [...missing, ...order.filter((tier) => tier.startsWith('axis:') && !axes.includes(tier))];
}

function axisTiers({ axes = [] }: Sections): string[] {
	return axes.map(({ axis_code }) => `axis:${axis_code}`);
}

/** The profile with its order, stated or following from its sections. */
export function withOrder<Profile extends Sections & { rollout: { order?: string[] | undefined } }>(
	profile: Profile,
): Profile & { rollout: Profile['rollout'] & { order: string[] } } {
	return { ...profile, rollout: { ...profile.rollout, order: profile.rollout.order ?? orderOf(profile) } };
}
