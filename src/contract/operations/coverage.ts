/** Routes of coverage, and of the reports that screens show. */
import { z } from 'zod';
import { FindingChange, FindingChangesQuery, GapChange, GapChangesQuery } from '../schemas/comparison';
import {
	AxisCoverage,
	CoverageGap,
	CoverageMatrix,
	CoveredCell,
	GapsQuery,
	GroupCoverage,
	MatrixPage,
	MatrixQuery,
	ObjectCell,
	ObjectCoverage,
	OwnerCoverage,
	ValueCoverage,
} from '../schemas/coverage';
import { ModelItem } from '../schemas/model';
import { PageQuery } from '../schemas/parts';
import {
	DriftFinding,
	DriftQuery,
	DriftSummary,
	LaneAssignment,
	LanesQuery,
	RegisteredAxis,
	ReviewItem,
	ReviewQuery,
	Scan,
	Topic,
	TrendPoint,
} from '../schemas/reports';
import type { Operations } from './operation';
import type { RefusalCode } from '../schemas/refusals';

const refuses: readonly RefusalCode[] = ['AXIS_UNKNOWN_AXIS'];

export const REPORTS = {
	// Before the axes' own routes: /coverage/trend is no axis.
	listTrend: {
		route: 'GET /coverage/trend',
		tag: 'reports',
		does: 'Coverage and findings as of each scan, oldest first',
		list: TrendPoint,
	},
	listRegistry: { route: 'GET /registry', tag: 'reports', does: 'One row an axis of whatever status', list: RegisteredAxis },
	listModel: { route: 'GET /model', tag: 'model', does: 'Axes, values and rules of whatever status', list: ModelItem },
	listTopics: { route: 'GET /topics/tree', tag: 'reports', does: 'Topics in the order of the tree', list: Topic },
	listLanes: {
		route: 'GET /lanes',
		tag: 'reports',
		does: 'One row an assignment, with its lane',
		query: LanesQuery,
		list: LaneAssignment,
	},
	listReviewQueue: {
		route: 'GET /review-queue',
		tag: 'reports',
		does: 'Assignments that a person should look at, the longest waiting first',
		query: ReviewQuery,
		list: ReviewItem,
	},
	listDrift: { route: 'GET /drift', tag: 'reports', does: 'Findings over time', query: DriftQuery, list: DriftFinding },
	summariseDrift: {
		route: 'GET /drift/summary',
		tag: 'reports',
		does: 'One row a detector, with its findings now',
		list: DriftSummary,
	},
	listGapChanges: {
		route: 'GET /gaps/new',
		tag: 'reports',
		does: 'Gaps that came and went since a scan, a line each',
		more: 'Without `until` the later moment is now, scanned or not. By group: `group`.',
		large: true,
		query: GapChangesQuery,
		list: GapChange,
		refuses: ['AXIS_UNKNOWN_SCAN', ...refuses],
	},
	listFindingChanges: {
		route: 'GET /drift/new',
		tag: 'reports',
		does: 'Findings that came and went between two scans',
		query: FindingChangesQuery,
		list: FindingChange,
		refuses: ['AXIS_UNKNOWN_SCAN'],
	},
	listScans: { route: 'GET /scans', tag: 'reports', does: 'Scans, newest first', list: Scan },
} satisfies Operations;

export const COVERAGE = {
	readCoverage: {
		route: 'GET /coverage',
		tag: 'coverage',
		does: 'Coverage of each active axis',
		more: 'While none is active, one row of first figures: who is accountable for which scope as the base model says, `rolled_out` false. The reports of its axis `responsibility` answer too. Without a base model the list is empty.',
		rows: AxisCoverage,
	},
	byValue: { route: 'GET /coverage/:axis/by-value', tag: 'coverage', does: 'One row a value', list: ValueCoverage, refuses },
	byOwner: {
		route: 'GET /coverage/:axis/by-owner',
		tag: 'coverage',
		does: 'One row an authority, group nodes included',
		list: OwnerCoverage,
		refuses,
	},
	byObject: { route: 'GET /coverage/:axis/by-object', tag: 'coverage', does: 'One row an object', list: ObjectCoverage, refuses },
	byGroup: {
		route: 'GET /coverage/:axis/by-group',
		tag: 'coverage',
		does: 'One row a group with all that is below it, in the order of the tree',
		more: 'An object counts in each group above it, so rows are not to be added up; `GET /axis/coverage` has the totals.',
		large: true,
		list: GroupCoverage,
		refuses,
	},
	listGaps: {
		route: 'GET /coverage/:axis/gaps',
		tag: 'coverage',
		does: 'One row a gap',
		query: GapsQuery,
		list: CoverageGap,
		refuses,
	},
	readMatrix: {
		route: 'GET /coverage/:axis/matrix',
		tag: 'coverage',
		does: 'Objects × values; above 500 objects, groups × values with counts',
		more: 'With a filter, limit or offset the answer is a page of objects, however many there are, with the groups of the whole and the number of objects in `meta`. An object is kept where at least one of its required cells is of that owner and that state; it comes with all its cells. As CSV the required cells of the kept objects come, a line each.',
		large: true,
		query: MatrixQuery.extend(PageQuery.shape),
		answer: z.union([CoverageMatrix, MatrixPage]),
		csv: CoveredCell,
		refuses,
	},
	readObject: {
		route: 'GET /coverage/:axis/objects/:type/:ref',
		tag: 'coverage',
		does: 'One row a value of one object, with who owns it and where that comes from',
		rows: ObjectCell,
		refuses,
	},
} satisfies Operations;
