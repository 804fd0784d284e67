/** The seed of this run: AXIS_FAULT_SEED, or a new one. */
export function readSeed(): number {
	const given = Number(process.env.AXIS_FAULT_SEED);
	return Number.isInteger(given) && given > 0 ? given : 1 + Math.floor(Math.random() * 999_999);
}
