/** What the matrix of an axis must say of a world: whole, by groups where there are too many objects, and page by page. */
import type { CellFilter } from '../../../src/coverage/filter';
import type { CoverageMatrix, CoveredCell, MatrixCell, MatrixPage, MatrixRow } from '../../../src/contract';
import { groupPath } from './group-model';
import { chunks, countsOf, isOfGroup, objectKey, rolledUp, type Scene } from './report-model';

/** Cells of the objects that a filter keeps. */
export const keptCells = (scene: Scene, { group, owner, state, search }: CellFilter): CoveredCell[] =>
	chunks(scene.cells, objectKey)
		.filter((own) =>
			own.some((cell) => isOfGroup(scene, cell, group) && cell.object_ref.toLowerCase().includes(search.toLowerCase())),
		)
		.filter((own) =>
			own.some((cell) => (owner === '' || cell.owner_gov_code === owner) && (state === '' || cell.state === state)),
		)
		.flat();

const objectRows = (cells: CoveredCell[], values: string[]): MatrixRow<MatrixCell>[] =>
	chunks(cells, objectKey).flatMap((own) => {
		const [first] = own;
		if (!first) return [];
		const { object_type, object_ref, group_ref } = first;
		const cellOf = (value_code: string): MatrixCell => {
			const found = own.find((cell) => cell.value_code === value_code);
			const { state, owner_gov_code, source_anchor_ref } = found ?? NOT_REQUIRED;
			return { value_code, state, owner_gov_code, source_anchor_ref };
		};
		return [{ object_type, object_ref, group_ref, cells: values.map(cellOf) }];
	});
const NOT_REQUIRED = { state: 'not_required', owner_gov_code: null, source_anchor_ref: null } as const;

/** Above 500 objects rows are groups. */
export function matrixOf(scene: Scene): CoverageMatrix {
	const { cells, values } = scene;
	if (chunks(cells, objectKey).length <= 500) return { grain: 'object', values, rows: objectRows(cells, values) };
	const rows = rolledUp(scene).map(({ group_ref, group_path, own }) => {
		const countedCells = values.map((value_code) => {
			const some = own.filter((cell) => cell.value_code === value_code);
			return { value_code, required: some.length, ...countsOf(some) };
		});
		return { object_type: 'group', object_ref: group_ref ?? '', group_ref, group_path, cells: countedCells };
	});
	return { grain: 'group', values, rows };
}

export const matrixPageOf = (scene: Scene, kept: CoveredCell[]): MatrixPage => ({
	grain: 'object',
	values: scene.values,
	rows: objectRows(kept, scene.values),
	groups: chunks(kept, ({ group_ref }) => group_ref).map((own) => ({
		group_ref: own[0]?.group_ref ?? null,
		group_path: groupPath(scene.world, own[0]?.group_ref ?? null),
		objects: chunks(own, objectKey).length,
		required: own.length,
		...countsOf(own),
	})),
});
