/** Operation "Coverage: my team's gaps": what GET /axis/me/gaps tells of a person, and a line of text each. */
import { z } from 'zod';
import type { MyCell } from '../../src/contract/schemas';
import { InvalidPayloadError } from '../../src/errors';
import { listMyCells } from '../../src/owners/my-responsibilities';
import { gapLines } from '../gap-lines';
import { runOperation, type Started } from '../run-operation';
import { axis, limit } from '../schemas';

/** A user's id as the picker gives it, or as a template does. */
const person = z.union([z.uuid(), z.object({ key: z.uuid() }).transform(({ key }) => key)], 'must be a Directus user').optional();

export interface TeamGaps {
	/** Directus user id of the person. */
	person: string;
	/** Of all gaps in their groups. */
	total: number;
	gaps: MyCell[];
	/** A line a gap. */
	text: string;
}

interface Options {
	person?: string | undefined;
	axis?: string | undefined;
	limit: number;
}

export default runOperation({
	id: 'axis-coverage-team-gaps',
	// What speaks of nobody but who asks needs a login alone.
	right: ({ options, user }: Started<Options>) => (options.person === undefined || options.person === user ? null : 'read'),
	options: z.object({ person, axis, limit }),
	async run({ options, user, host }): Promise<TeamGaps> {
		const whose = options.person ?? user;
		if (whose === null)
			throw new InvalidPayloadError({ reason: 'option person: nobody started this Flow, so a person must be named' });
		const page = { limit: options.limit, offset: 0 };
		const { rows, total } = await listMyCells(host.database, whose, { axis: options.axis, gaps: true }, page);
		return { person: whose, total, gaps: rows, text: gapLines(rows, total) };
	},
});
