/** The axes to choose from, and the owners of the chosen one. */
import { coverageRoute, type AxisCoverage, type OwnerCoverage } from '../../src/contract';
import { withQuery, type Fetch, type List } from '../../app/client';
import { readAxes, type AxesReading } from '../../app/read-axes';

/** What the API answers at most; who wants more takes the CSV. */
const MAX_ROWS = 1000;

export type OwnersReading =
	| { kind: 'owners'; axes: AxisCoverage[]; axis: AxisCoverage; owners: List<OwnerCoverage> }
	| Exclude<AxesReading, { kind: 'axes' }>;

/** `chosen` is the axis to show; the first one where it is null or not active. The busiest owner comes first. */
export async function readOwners(fetch: Fetch, wanted: string | null, chosen: string | null): Promise<OwnersReading> {
	const reading = await readAxes(fetch, wanted);
	if (reading.kind !== 'axes') return reading;
	const axis = reading.axes.find((one) => one.axis_code === chosen) ?? reading.axes[0];
	if (!axis) throw new RangeError('readAxes answers at least one axis');

	const { rows, total } = await fetch.list<OwnerCoverage>(
		withQuery(coverageRoute(axis.axis_code, 'by-owner'), { limit: MAX_ROWS }),
	);
	const owners = rows.toSorted((a, b) => b.cells - a.cells || a.owner_gov_code.localeCompare(b.owner_gov_code));
	return { kind: 'owners', axes: reading.axes, axis, owners: { rows: owners, total } };
}
