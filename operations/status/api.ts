/** Operation "Coverage: status": the figures of each axis, and a line of text each. */
import { z } from 'zod';
import type { AxisCoverage } from '../../src/contract';
import { readCoverage } from '../../src/coverage/counts';
import { UnknownAxisError } from '../../src/errors';
import { runOperation } from '../run-operation';
import { axis } from '../schemas';

export interface Status {
	/** As GET /axis/coverage. */
	axes: AxisCoverage[];
	/** Of all those axes. */
	gap_cells: number;
	/** A line an axis. */
	text: string;
}

export default runOperation({
	id: 'axis-coverage-status',
	right: () => 'read',
	options: z.object({ axis }),
	async run({ options, host }): Promise<Status> {
		const all = await readCoverage(host.database);
		const axes = all.filter(({ axis_code }) => options.axis === undefined || options.axis === axis_code);
		if (options.axis !== undefined && axes.length === 0) throw new UnknownAxisError({ axis_code: options.axis });
		const gap_cells = axes.reduce((sum, { gap_cells: gaps }) => sum + gaps, 0);
		return { axes, gap_cells, text: axes.map(lineOf).join('\n') };
	},
});

function lineOf({ axis_code, coverage_percent, required_cells, gap_cells, untagged_objects }: AxisCoverage): string {
	const percent = coverage_percent === null ? 'nothing required' : `${coverage_percent} %`;
	const untagged = untagged_objects > 0 ? `, ${untagged_objects} objects without a value` : '';
	return `${axis_code}: ${percent}, ${gap_cells} of ${required_cells} cells without an owner${untagged}`;
}
