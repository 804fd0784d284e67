/** The tier of an axis that a profile declares: one text for all of them, with names of its own for each. */
import declaredAxis from '../ladder/declared-axis.sql';
import type { Profile } from '../profile/profile';
import type { Variables } from '../db/sql-text';
import { parseTierFile, type TierFile } from './tier-file';

const PREFIX = 'axis:';
/** Numbers of declared axes begin above it, in their order: labels for people, and names of files of the packet. */
const ABOVE = 100;

const parsed = new Map<string, TierFile>();

/** The tiers of declared axes that an order holds, in its order. */
export function declaredTiers(order: readonly string[]): readonly TierFile[] {
	return declaredIds(order).map((id, index) => {
		const key = `${index} ${id}`;
		const file = parsed.get(key) ?? parseTierFile(textOf(id, index + 1));
		parsed.set(key, file);
		return file;
	});
}

/** Their variables, as declaredTiers names them: what the profile declares as JSON, and its codes. */
export function declaredVariables({ axes, rollout }: Profile): Variables {
	return Object.fromEntries(
		declaredIds(rollout.order).flatMap((id, index) => {
			const axis = axes.find(({ axis_code }) => PREFIX + axis_code === id);
			if (!axis) return [];
			const own = `declared_${index + 1}`;
			return [
				[own, JSON.stringify(axis)],
				[`${own}_code`, axis.axis_code],
				[`${own}_rule_code`, axis.rule.rule_code],
				[`${own}_tag`, axis.tag],
				[`${own}_close`, String(axis.close)],
				[`${own}_value_count`, axis.values.length],
			];
		}),
	);
}

function declaredIds(order: readonly string[]): string[] {
	return order.filter((id) => id.startsWith(PREFIX));
}

function textOf(id: string, place: number): string {
	const code = id.slice(PREFIX.length);
	// By functions: a code may hold what a replacement would read as a pattern.
	return declaredAxis
		.replace('--! tier: declared', () => `--! tier: ${ABOVE + place}`)
		.replace('--! id: declared', () => `--! id: ${id}`)
		.replace('--! name: declared', () => `--! name: ${code}`)
		.replaceAll('--! check: declared_', () => `--! check: ${code}_`)
		.replaceAll(' +declared_', () => ` +declared_${place}_`)
		.replaceAll(":'declared", () => `:'declared_${place}`);
}
