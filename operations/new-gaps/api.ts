/** Operation "Coverage: new gaps": what GET /axis/gaps/new tells of new ones, and a line of text each. */
import { z } from 'zod';
import type { GapChange } from '../../src/contract';
import { queryText } from '../../src/contract/schemas/parts';
import { readGapChanges } from '../../src/coverage/comparison';
import { MOST_DAYS } from '../bounds';
import { gapLines } from '../gap-lines';
import { runOperation } from '../run-operation';
import { axis, limit } from '../schemas';

const DAY_MS = 86_400_000;

export interface NewGaps {
	/** Of all new gaps. */
	total: number;
	gaps: GapChange[];
	/** A line a gap. */
	text: string;
}

export default runOperation({
	id: 'axis-coverage-new-gaps',
	right: () => 'read',
	options: z.object({ axis, limit, days: z.coerce.number().int().min(0).max(MOST_DAYS).optional(), group: queryText.optional() }),
	async run({ options: { days, limit: most, ...of }, host }): Promise<NewGaps> {
		const since = days === undefined ? {} : { since: new Date(Date.now() - days * DAY_MS).toISOString() };
		const { rows, total } = await readGapChanges(host.database, { ...of, ...since, change: 'new' }, { limit: most, offset: 0 });
		return { total, gaps: rows, text: gapLines(rows, total) };
	},
});
