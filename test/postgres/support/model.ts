/** What the views must say of a world: the definitions of the design, spelled out one row at a time. */
import { levelsOf, nearest, semanticsOf, tagsOf, type Tag } from './semantics-model';
import type { ObjectRef, World } from './world';

type Rule = World['rules'][number];
type Assignment = World['assignments'][number];

export interface Cell extends ObjectRef {
	axis: string;
	value: string;
}

export interface Owner extends Cell {
	owner: string;
	resolution: string;
	depth: number;
	anchor_type: string;
	anchor_ref: string;
}

export interface Answer {
	required: (Cell & { rules: string[] })[];
	owners: Owner[];
	gaps: (Cell & { rules: string[] })[];
	quality: (Cell & { flag: string; threshold: number; staleness: number })[];
	summary: Record<string, string | number>[];
	waivers: World['waivers'];
	tags: Tag[];
	/** Objects without any value, of axes whose rules ask for one. */
	missing: (ObjectRef & { axis: string })[];
	/** Objects with several values on axes that allow one. */
	crowded: (ObjectRef & { axis: string })[];
}

export function modelOf(world: World): Answer {
	const required = requiredCells(world);
	const owners = effectiveOwners(world);
	const quality = world.assignments
		.filter((assignment) => assignment.status === 'active')
		.map((assignment) => judge(world, assignment));
	const gaps = required.filter((cell) => !owners.some((owner) => sameCell(owner, cell)) && !isWaived(world, cell));
	return {
		required,
		owners,
		gaps,
		quality,
		summary: activeAxes(world).map((axis) => summarize(world, axis.axis, required, owners, quality)),
		waivers: world.waivers,
		tags: world.axes.flatMap(({ axis }) => taggable(world).flatMap((object) => tagsOf(world, object, axis))),
		missing: missingTags(world),
		crowded: activeAxes(world)
			.filter(({ axis }) => semanticsOf(world, axis).cardinality === 'one')
			.flatMap(({ axis }) =>
				taggable(world)
					.filter((object) => tagsOf(world, object, axis).length > 1)
					.map((object) => ({ ...object, axis })),
			),
	};
}

const distinct = (objects: ObjectRef[]): ObjectRef[] =>
	objects
		.filter((node, index) => objects.findIndex((other) => sameObject(node, other)) === index)
		.map(({ type, ref }) => ({ type, ref }));

/** Whatever may have a value or, of a parallel axis, an owner: what has a row, and what lies in something. */
const taggable = (world: World) => distinct([...world.assignments, ...world.containment.map((pair) => pair.child)]);

const governed = (world: World) => world.objects.filter((object) => object.requires_owner && object.born);

function missingTags(world: World): Answer['missing'] {
	return activeAxes(world).flatMap(({ axis }) =>
		governed(world)
			.filter(({ type }) => rulesFor(world, axis, type).some((rule) => rule.mode === 'per_assignment'))
			.filter((object) => tagsOf(world, object, axis).length === 0)
			.map(({ type, ref }) => ({ type, ref, axis })),
	);
}

/** Whether a waiver has neither been ended nor reached its moment. */
export const isInForce = ({ ended, days_left }: World['waivers'][number]) => !ended && days_left > 0;

const activeAxes = (world: World) => world.axes.filter((axis) => axis.status === 'active');
const isActiveValue = (world: World, axis: string, value: string) =>
	world.values.some((row) => row.axis === axis && row.value === value && row.status === 'active');
const sameObject = (one: ObjectRef, other: ObjectRef) => one.type === other.type && one.ref === other.ref;
export const sameCell = (one: Cell, other: Cell) =>
	sameObject(one, other) && one.axis === other.axis && one.value === other.value;
export const isWaived = (world: World, cell: Cell) => world.waivers.some((waiver) => isInForce(waiver) && sameCell(waiver, cell));
const rulesFor = (world: World, axis: string, type: string): Rule[] =>
	world.rules.filter(
		(rule) => rule.status === 'active' && rule.axis === axis && (rule.applies_to === '*' || rule.applies_to === type),
	);

function requiredCells(world: World): Answer['required'] {
	const cells: Answer['required'] = [];
	for (const { type, ref } of governed(world)) {
		for (const { axis } of activeAxes(world)) {
			const tags = tagsOf(world, { type, ref }, axis);
			for (const { value } of world.values.filter((row) => row.axis === axis && row.status === 'active')) {
				const cell = { type, ref, axis, value };
				const assigned = tags.some((tag) => tag.value === value);
				const rules = rulesFor(world, axis, type).filter((rule) => rule.mode === 'cross_product' || assigned);
				if (rules.length > 0) cells.push({ ...cell, rules: rules.map((rule) => rule.rule).sort() });
			}
		}
	}
	const untagged = missingTags(world).filter(({ axis }) => semanticsOf(world, axis).missing === 'gap');
	for (const { type, ref, axis } of untagged) {
		const rules = rulesFor(world, axis, type).filter((rule) => rule.mode === 'per_assignment');
		cells.push({ type, ref, axis, value: '(none)', rules: rules.map((rule) => rule.rule).sort() });
	}
	return cells;
}

function effectiveOwners(world: World): Owner[] {
	const canonical = activeAxes(world)
		.filter((axis) => axis.source === 'canonical')
		.flatMap(({ axis }) => nodesOf(world).flatMap((node) => nearestOwners(world, node).map((owner) => ({ ...owner, axis }))));
	const parallel = activeAxes(world)
		.filter((axis) => axis.source === 'parallel')
		.flatMap(({ axis }) => {
			const inForce = world.parallel.filter(
				(row) =>
					row.axis === axis &&
					row.kind === 'accountable' &&
					row.status === 'active' &&
					(row.from ?? -1) <= 0 &&
					(row.to ?? 1) > 0,
			);
			const inherits = semanticsOf(world, axis).owners === 'containment';
			const nodes = distinct([...inForce, ...world.containment.map((pair) => pair.child)]);
			return nodes.flatMap((node) =>
				nearest(world, node, inForce, inherits, (row) => row.value).map(({ type, ref, value, owner, depth }) => {
					const resolution = depth === 0 ? 'direct' : 'inherited';
					return { ...node, axis, value, owner, resolution, depth, anchor_type: type, anchor_ref: ref };
				}),
			);
		});
	return [...canonical, ...parallel].filter((owner) => isActiveValue(world, owner.axis, owner.value));
}

/** Whatever may have an effective owner: governed objects, everything that contains something, everything with an ownership row. */
function nodesOf(world: World): ObjectRef[] {
	return distinct([...governed(world), ...world.containment.map((pair) => pair.parent), ...world.canonical]);
}

/** Climbs level by level; each scope takes what the first level that has any offers. */
function nearestOwners(world: World, node: ObjectRef): Omit<Owner, 'axis'>[] {
	const found: Omit<Owner, 'axis'>[] = [];
	for (const [depth, level] of levelsOf(world, node).entries()) {
		const here = world.canonical.filter(
			(row) =>
				row.kind === 'accountable' &&
				row.status === 'active' &&
				(depth === 0 || row.anchor === true) &&
				level.some((object) => sameObject(object, row)) &&
				!found.some((owner) => owner.value === row.scope && owner.depth < depth),
		);
		for (const row of here) {
			const resolution = depth === 0 ? 'direct' : 'inherited';
			found.push({ ...node, value: row.scope, owner: row.owner, resolution, depth, anchor_type: row.type, anchor_ref: row.ref });
		}
	}
	return found;
}

function judge(world: World, assignment: Assignment): Answer['quality'][number] {
	const { type, ref, axis, value } = assignment;
	const rules = rulesFor(world, axis, type);
	const threshold = Math.max(0, ...rules.map((rule) => rule.threshold));
	const limits = rules.map((rule) => rule.staleness).filter((days) => days > 0);
	const staleness = limits.length > 0 ? Math.min(...limits) : 0;
	return { type, ref, axis, value, threshold, staleness, flag: flagOf(assignment, threshold, staleness) };
}

function flagOf(assignment: Assignment, threshold: number, staleness: number): string {
	if (assignment.zone === 'quarantine') return 'quarantine';
	if (assignment.provenance !== 'known') return 'missing_provenance';
	if (assignment.confidence === null || assignment.confidence < threshold) return 'low_confidence';
	return staleness > 0 && assignment.age_days > staleness ? 'stale' : 'ok';
}

function summarize(
	world: World,
	axis: string,
	required: Cell[],
	owners: Owner[],
	quality: Answer['quality'],
): Record<string, string | number> {
	const cells = required.filter((cell) => cell.axis === axis);
	const depthOf = (cell: Cell) =>
		Math.min(Infinity, ...owners.filter((owner) => sameCell(owner, cell)).map((owner) => owner.depth));
	const depths = cells.map(depthOf);
	const unowned = cells.filter((cell) => depthOf(cell) === Infinity);
	const flags = quality.filter((row) => row.axis === axis && isActiveValue(world, axis, row.value)).map((row) => row.flag);
	const count = (flag: string) => flags.filter((other) => other === flag).length;
	return {
		axis,
		required: cells.length,
		gap: unowned.filter((cell) => !isWaived(world, cell)).length,
		waived: unowned.filter((cell) => isWaived(world, cell)).length,
		direct: depths.filter((depth) => depth === 0).length,
		inherited: depths.filter((depth) => depth > 0 && depth < Infinity).length,
		ok: count('ok'),
		low_conf: count('low_confidence'),
		stale: count('stale'),
		quarantine: count('quarantine'),
	};
}
