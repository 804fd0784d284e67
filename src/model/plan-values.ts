/** Plans new values of an axis, their names and their order. */
import type { Knex } from 'knex';
import type { AskedValues } from '../contract';
import { InvalidPayloadError } from '../errors';
import { make, refuseCircles, refuseWhere, twice, type ActPlan } from './act-plan';
import { setSemantics } from './plan-axis';
import { requireAxis, subjectOf, type FoundAxis } from './read-axis';

const WORDS = { add: 'Adding values to', rename: 'Renaming values of', reorder: 'Reordering values of' } as const;

/** Errors: InvalidPayloadError, UnknownCodeError, LifecycleConflictError. */
export async function planValues(trx: Knex, body: AskedValues, actor: string): Promise<ActPlan> {
	const { act, axis_code, values } = body;
	const [again] = twice(values.map((value) => value.value_code));
	if (again !== undefined) throw new InvalidPayloadError({ reason: `values names "${again}" twice` });
	if (act !== 'add' && (body.activate || values.some((value) => value.parent_value_code !== undefined))) {
		throw new InvalidPayloadError({ reason: 'only new values are made active, or put below another' });
	}
	const axis = await requireAxis(trx, axis_code);
	const plan: ActPlan = {
		asked: `${WORDS[act]} the axis "${axis_code}"`,
		subject: subjectOf(axis),
		rows: [],
		kept: [],
	};
	if (act === 'add') addValues(plan, axis, body, actor);
	else if (act === 'rename') renameValues(plan, axis, body);
	else reorderValues(plan, axis, body, actor);
	return plan;
}

function addValues(plan: ActPlan, axis: FoundAxis, { values, activate }: AskedValues, actor: string): void {
	const { axis_code } = axis;
	const there = new Set(axis.values.map((value) => value.value_code));
	const known = new Set([...there, ...values.map((value) => value.value_code)]);
	refuseWhere(plan.asked, [
		...(axis.ownership_source === 'canonical'
			? [{ violation: 'its values are the scopes of the base model: add the scope there first', object: axis_code }]
			: []),
		...values
			.filter((value) => there.has(value.value_code))
			.map((value) => ({ violation: 'a value of this code is there', object: value.value_code })),
		...values
			.filter(({ parent_value_code: parent }) => parent !== undefined && !known.has(parent))
			.map((value) => ({ violation: 'the broader value is not there', object: String(value.parent_value_code) })),
	]);
	refuseCircles(values);
	for (const { value_code, value_name = null, parent_value_code = null } of values) {
		const row = { axis_code, value_code, value_name, parent_value_code, provenance: { source: 'people' } };
		const status = activate ? 'active' : 'candidate';
		plan.rows.push(make('axis_value', { kind: 'value', key: `${axis_code} ${value_code}` }, actor, { ...row, status }));
	}
	const order = axis.semantics?.value_order ?? [];
	// Where people gave an order, new values follow in theirs.
	if (order.length > 0) {
		plan.rows.push(setSemantics(axis, actor, { value_order: [...order, ...values.map((value) => value.value_code)] }));
	}
}

function requireThere(plan: ActPlan, axis: FoundAxis, { values }: AskedValues) {
	const byCode = new Map(axis.values.map((value) => [value.value_code, value]));
	const gone = values.filter((value) => !byCode.has(value.value_code));
	refuseWhere(
		plan.asked,
		gone.map((value) => ({ violation: 'the axis has no such value', object: value.value_code })),
	);
	return values.flatMap(({ value_code, value_name = null }) => {
		const found = byCode.get(value_code);
		return found ? [{ ...found, asked: value_name, key: `${axis.axis_code} ${value_code}` }] : [];
	});
}

function renameValues(plan: ActPlan, axis: FoundAxis, body: AskedValues): void {
	for (const { id, value_name, asked, key } of requireThere(plan, axis, body)) {
		if (asked === value_name) plan.kept.push({ kind: 'value', key, why: 'it has that name' });
		else plan.rows.push({ relation: 'axis_value', id, change: { value_name: asked }, kind: 'value', key });
	}
}

function reorderValues(plan: ActPlan, axis: FoundAxis, body: AskedValues, actor: string): void {
	const order = requireThere(plan, axis, body).map((value) => value.value_code);
	const held = axis.semantics?.value_order ?? [];
	const value_order = [...order, ...held.filter((code) => !order.includes(code))];
	if (JSON.stringify(value_order) === JSON.stringify(held)) {
		plan.kept.push({ kind: 'semantics', key: axis.axis_code, why: 'its values have that order' });
	} else plan.rows.push(setSemantics(axis, actor, { value_order }));
}
