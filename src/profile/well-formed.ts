/** Asks what must hold between the sections of a profile of those that are well formed, where others are not: the file is corrected once. */
import type { z } from 'zod';
import { problemsOf } from './problems';
import { checkProfile } from './profile-rules';
import { profileSchema } from './profile-schema';

const asked = profileSchema.in.shape;

/** Problems between the sections that can be read; none of a section that is malformed. */
export function problemsBetween(json: object): string[] {
	const given: Readonly<Record<string, unknown>> = { ...json };
	const read = <Schema extends z.ZodType>(schema: Schema, key: string): z.output<Schema> | undefined =>
		schema.safeParse(given[key]).data;
	const sections = {
		responsibility: read(asked.responsibility, 'responsibility'),
		ownership: read(asked.ownership, 'ownership'),
		containment: read(asked.containment, 'containment'),
		topic: read(asked.topic, 'topic'),
		axes: read(asked.axes, 'axes'),
	};
	// A section that cannot be read may declare what the order asks for.
	const unread = Object.entries(sections).some(([key, section]) => section === undefined && given[key] !== undefined);
	const rollout = unread ? {} : (read(asked.rollout, 'rollout') ?? {});
	const issues: z.core.$ZodIssue[] = [];
	checkProfile(
		{ ...sections, rollout, invariants: read(asked.invariants, 'invariants') ?? [] },
		{
			addIssue(issue) {
				if (typeof issue !== 'string' && issue.code === 'custom' && issue.path) {
					issues.push({ code: 'custom', path: issue.path, message: issue.message ?? '', input: {} });
				}
			},
		},
	);
	return problemsOf(issues);
}
