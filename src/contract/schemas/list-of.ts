/** Lists in bodies: their length is looked at before their elements, and a list of bad elements is given up after a few. */
import { z } from 'zod';

/** So many problems a refusal tells; the others are counted. */
export const TOLD_PROBLEMS = 10;

interface Bounds {
	min: number;
	max: number;
}

/** What the document says of each such list: its schema tells neither elements nor length. */
export const LISTS = new WeakMap<object, Bounds & { item: z.ZodType }>();

/**
 * A list of min..max elements. zod's own array reads every element before it looks at the length, and keeps each problem of each of them:
 * 300 kB of empty objects made an answer of 45 MB. Here the last problem that is told says how many elements nobody looked at.
 */
export function listOf<Item>(item: z.ZodType<Item>, { min, max }: Bounds) {
	const list = z.unknown().transform((given, context): Item[] => {
		const refuse = (message: string, path: PropertyKey[] = []) => context.addIssue({ code: 'custom', message, path });
		if (!Array.isArray(given)) {
			refuse('must be a list');
			return z.NEVER;
		}
		if (given.length < min || given.length > max) {
			refuse(`must have ${min} to ${max} elements, not ${given.length}`);
			return z.NEVER;
		}
		const items: Item[] = [];
		let problems = 0;
		for (const [index, element] of given.entries()) {
			const parsed = item.safeParse(element);
			if (parsed.success) {
				items.push(parsed.data);
				continue;
			}
			for (const { path, message } of parsed.error.issues) {
				problems += 1;
				if (problems < TOLD_PROBLEMS) refuse(message, [index, ...path]);
			}
			const unseen = given.length - index - 1;
			if (problems >= TOLD_PROBLEMS - 1 && unseen > 0) {
				refuse(`the ${unseen} elements after ${index} were not looked at`);
				break;
			}
		}
		return items;
	});
	LISTS.set(list, { item, min, max });
	return list;
}
