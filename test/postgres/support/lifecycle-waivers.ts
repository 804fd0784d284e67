/** What becomes of the waivers of a value that gives way or goes: a waiver follows its cell, and hides no gap that was there before. */
import type { AskedChange, WaiverStays } from '../../../src/contract';
import { isInForce, modelOf, sameCell, type Cell } from './model';
import type { ObjectRef, World } from './world';

type Waiver = World['waivers'][number];

/** A waiver that stays with the old value, as the report tells it but for its day. */
export interface Left {
	object_type: string;
	object_ref: string;
	value_code: string | null;
	why: WaiverStays;
	approved_by: string;
}

/** The value that takes an object's rows over; null where none does. */
export type TargetOf = (object: ObjectRef) => string | null;

/** The waivers after the change, and those of them that stay, by object. `later` is the world once every other row has changed. */
export function waiversAfter(
	world: World,
	later: World,
	change: AskedChange,
	targetOf: TargetOf,
): { waivers: Waiver[]; left: Left[] } {
	const left: Left[] = [];
	if (change.kind !== 'value' || change.to === 'active') return { waivers: world.waivers, left };
	const waivers = world.waivers.map((waiver) => {
		if (waiver.axis !== change.axis_code || waiver.value !== change.code || !isInForce(waiver)) return waiver;
		const target = targetOf(waiver);
		const why = target === null ? 'no_target' : whyStays(world, later, { ...waiver, value: target });
		if (target !== null && why === null) return { ...waiver, value: target, moved_from: [...waiver.moved_from, waiver.value] };
		const { type, ref, approved_by } = waiver;
		left.push({ object_type: type, object_ref: ref, value_code: target, why: why ?? 'no_target', approved_by });
		return waiver;
	});
	const place = ({ object_type, object_ref }: Left) => `${object_type} ${object_ref}`;
	return { waivers, left: left.sort((one, other) => (place(one) < place(other) ? -1 : 1)) };
}

/** Why a waiver does not come to the cell; null where the cell is a gap that the change alone makes, and has room for it. */
function whyStays(world: World, later: World, cell: Cell): WaiverStays | null {
	const [was, is] = [modelOf(world), modelOf(later)];
	const among = (cells: Cell[]) => cells.some((one) => sameCell(one, cell));
	if (!among(is.required)) return 'not_required';
	if (among(is.owners)) return 'covered';
	if (world.waivers.some((waiver) => !waiver.ended && sameCell(waiver, cell))) return 'waived';
	return among(was.gaps) ? 'required_before' : null;
}
