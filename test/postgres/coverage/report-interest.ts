/** Which of the cases that a report can get wrong a question brings up. */
import type { CellFilter } from '../../../src/coverage/filter';
import type { ObjectCell } from '../../../src/contract';
import { isWaived, sameCell, type Answer } from '../support/model';
import type { ObjectRef, World } from '../support/world';
import type { Reports } from './report-answers';
import type { Question } from './report-question';

const hasGroups = (world: World, { object_type, object_ref }: { object_type: string; object_ref: string }, least: number) =>
	world.containment.filter(({ child }) => child.type === object_type && child.ref === object_ref).length >= least;

/** Whether some of the whole is kept, and not all. */
const isPart = (part: { total: number }, whole: { total: number }) => part.total > 0 && part.total < whole.total;

/** Each case by its name, true where it comes up. */
export function interestOf({ world, axis, filters, paged, limit }: Question, model: Answer, reports: Reports) {
	const { byObject, byGroup, byOwner, gaps, gapsOfGroup, gapsOfNone, pages, objects } = reports;
	const cells = model.required.filter((cell) => cell.axis === axis);
	const ownersOf = (cell: ObjectRef & { axis: string; value: string }) => {
		const owners = model.owners.filter((owner) => sameCell(owner, cell));
		return owners.filter(({ depth }) => depth === Math.min(...owners.map((owner) => owner.depth)));
	};
	const isKeptBy = (isOne: (filter: CellFilter) => boolean) =>
		filters.some((filter, index) => isOne(filter) && isPart(pages[index] ?? byObject, byObject));
	const hasObject = (isOne: (cells: ObjectCell[]) => boolean) => objects.some(isOne);
	return {
		'nothing required': cells.length === 0,
		'a percentage that is rounded': reports.coverage.some(({ coverage_percent }) => (coverage_percent ?? 0) % 1 > 0),
		'a waived cell': byObject.rows.some(({ waived }) => waived > 0),
		'a waiver of a cell that has an owner': cells.some((cell) => ownersOf(cell).length > 0 && isWaived(world, cell)),
		'equally near owners': cells.some((cell) => new Set(ownersOf(cell).map(({ owner }) => owner)).size > 1),
		'one owner at two anchors equally near': cells.some((cell) => {
			const [first, second] = ownersOf(cell)
				.map(({ owner }) => owner)
				.sort();
			return first !== undefined && first === second;
		}),
		'an object in no group beside one in a group': byGroup.rows.length > 1 && byGroup.rows.some((row) => row.group_ref === null),
		'an object in several groups': byObject.rows.some((row) => hasGroups(world, row, 2)),
		'objects of one name': new Set(byObject.rows.map((row) => row.object_ref)).size < byObject.total,
		'more cells owned than required': byOwner.rows.reduce((sum, row) => sum + row.cells, 0) > cells.length,
		'gaps of one group, not all': isPart(gapsOfGroup, gaps),
		'gaps of no group, not all': isPart(gapsOfNone, gaps),
		'objects kept by group': isKeptBy((filter) => filter.group !== null),
		'objects kept by owner': isKeptBy((filter) => filter.owner !== ''),
		'objects kept by owner and state': isKeptBy((filter) => filter.owner !== '' && filter.state !== ''),
		'objects kept by direct': isKeptBy((filter) => filter.state === 'direct'),
		'objects kept by inherited': isKeptBy((filter) => filter.state === 'inherited'),
		'objects kept by gap': isKeptBy((filter) => filter.state === 'gap'),
		'objects kept by waived': isKeptBy((filter) => filter.state === 'waived'),
		'objects kept by letters of the other size': isKeptBy((filter) => /[aAB]/.test(filter.search)),
		'objects kept by what a pattern means otherwise': isKeptBy((filter) => /^[_%]$/.test(filter.search)),
		'pages of a list': reports[paged].total > limit,
		'pages of the matrix': (pages[0]?.total ?? 0) > limit,
		'an object with a waived cell': hasObject((own) => own.some((cell) => cell.waived_until !== null)),
		'an object with several owners of a value': hasObject((own) => new Set(own.map((cell) => cell.value_code)).size < own.length),
		'an object with several rules for a value': hasObject((own) => own.some((cell) => cell.rules.length > 1)),
		'an owner of what is not required': hasObject((own) => own.some((cell) => !cell.required && cell.owner_gov_code !== null)),
	};
}
