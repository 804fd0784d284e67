/** What a lifecycle change must do to a world: the rules of the runbook, spelled out one row at a time. */
import { MODEL_TRANSITIONS, type AxisStatus, type AskedChange, type ChangeReport } from '../../../src/contract';
import { waiversAfter, type Left } from './lifecycle-waivers';
import { isSame, type ObjectRef, type World } from './world';

/** Undefined where there is no such axis, value or rule. */
export const statusOf = (world: World, { kind, code, axis_code }: AskedChange): AxisStatus | undefined => {
	const found: string | undefined =
		kind === 'axis'
			? world.axes.find((row) => row.axis === code)?.status
			: kind === 'rule'
				? world.rules.find((row) => row.rule === code)?.status
				: world.values.find((row) => row.axis === axis_code && row.value === code)?.status;
	return found === 'candidate' || found === 'active' || found === 'deprecated' || found === 'retired' ? found : undefined;
};

/** The code of the refusal, or null where the change may be made. */
export function refusalOf(world: World, change: AskedChange): string | null {
	const from = statusOf(world, change);
	if (from === undefined) return 'AXIS_UNKNOWN_CODE';
	if (!MODEL_TRANSITIONS[from].includes(change.to)) return 'AXIS_TRANSITION';
	const status = (code: string) => world.values.find((row) => row.axis === change.axis_code && row.value === code)?.status;
	const allowed = change.merge_into === null ? ['active', 'candidate'] : ['active'];
	const targets = change.merge_into === null ? (change.split_into ?? []).map((part) => part.value_code) : [change.merge_into];
	return targets.every((code) => allowed.includes(status(code) ?? '')) ? null : 'AXIS_LIFECYCLE_CONFLICT';
}

interface After {
	world: World;
	/** Rows that it touched. */
	rows: ChangeReport['rows'];
	waivers_left: Left[];
}

/** What the change makes of the world. */
export function worldAfter(world: World, change: AskedChange): After {
	const rows = {
		values_activated: 0,
		values_reparented: 0,
		assignments_retargeted: 0,
		assignments_superseded: 0,
		owners_retargeted: 0,
		owners_superseded: 0,
		waivers_retargeted: 0,
	};
	const after = structuredClone(world);
	const { kind, code, axis_code: axis, to } = change;
	for (const row of after.axes) if (kind === 'axis' && row.axis === code) row.status = to;
	for (const row of after.rules) if (kind === 'rule' && row.rule === code) row.status = to;
	for (const row of after.values) if (kind === 'value' && row.axis === axis && row.value === code) row.status = to;
	if (kind !== 'value') return { world: after, rows, waivers_left: [] };

	const parts = change.merge_into === null ? (change.split_into ?? []) : [{ value_code: change.merge_into, objects: undefined }];
	for (const row of after.values) {
		if (row.axis !== axis || row.status !== 'candidate' || !parts.some((part) => part.value_code === row.value)) continue;
		row.status = 'active';
		rows.values_activated++;
	}
	const targetOf = (object: ObjectRef) =>
		parts.find((part) => part.objects?.some((named) => named.object_type === object.type && named.object_ref === object.ref)) ??
		parts.find((part) => part.objects === undefined);
	const held = (row: ObjectRef & { axis: string; value: string; status: string }, target: string) =>
		row.axis === axis && row.value === target && row.status === 'active';
	for (const [index, row] of after.assignments.entries()) {
		const target = held(row, code) ? targetOf(row) : undefined;
		if (!target) continue;
		row.provenance = 'known';
		if (world.assignments.some((other, at) => at !== index && isSame(row, other) && held(other, target.value_code))) {
			row.status = 'superseded';
			rows.assignments_superseded++;
		} else {
			row.value = target.value_code;
			rows.assignments_retargeted++;
		}
	}
	for (const row of after.parallel) {
		const target = held(row, code) ? targetOf(row) : undefined;
		if (!target) continue;
		const kept = world.parallel.some(
			(other) =>
				isSame(row, other) &&
				held(other, target.value_code) &&
				other.kind === row.kind &&
				(row.kind === 'accountable' || other.owner === row.owner),
		);
		if (kept) {
			row.status = 'superseded';
			rows.owners_superseded++;
		} else {
			row.value = target.value_code;
			rows.owners_retargeted++;
		}
	}
	const { waivers, left } = waiversAfter(world, after, change, (object) => targetOf(object)?.value_code ?? null);
	rows.waivers_retargeted = waivers.filter((row, index) => row.value !== world.waivers[index]?.value).length;
	return { world: { ...after, waivers }, rows, waivers_left: left };
}
