/** Plans a new axis with all that belongs to it, and changes of an axis' name and of what it asks for. */
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { AskedAxis, AskedRule } from '../contract';
import { queryRows } from '../db/run-sql';
import { InvalidPayloadError } from '../errors';
import { make, refuseCircles, refuseWhere, twice, type ActPlan, type Named } from './act-plan';
import { findAxis, requireAxis, subjectOf, type FoundAxis } from './read-axis';
import rulesTaken from './sql/rules-taken.sql';
import { MODEL_TEMPLATES, USUAL } from './templates';
import { SEMANTICS, type RowChange, type WholeRow } from './write-changes';

const ASKS = ['cardinality', 'missing', 'tag_inheritance', 'owner_inheritance'] as const;
type Asks = Partial<Record<(typeof ASKS)[number], string>>;

const RULE: AskedRule = { applies_to: '*', coverage_mode: 'per_assignment', confidence_threshold: 0, staleness_days: 0 };

/** Longest code that a route takes; a rule's number takes four of it. */
const CODE_LENGTH = 255;

const refuse = (reason: string) => new InvalidPayloadError({ reason });

/** `ofTiers`: codes of the axes that tiers of the profile make. Errors: InvalidPayloadError, UnknownCodeError, LifecycleConflictError. */
export async function planAxis(trx: Knex, asked: AskedAxis, actor: string, ofTiers: readonly string[]): Promise<ActPlan> {
	return asked.act === 'add' ? addAxis(trx, asked, actor, ofTiers) : changeAxis(trx, asked, actor);
}

async function addAxis(trx: Knex, body: AskedAxis, actor: string, ofTiers: readonly string[]): Promise<ActPlan> {
	const { axis_code, activate } = body;
	const asked = `Adding the axis "${axis_code}"`;
	if (ofTiers.includes(axis_code)) throw refuse(`the axis "${axis_code}" is made by a tier of the profile: apply that tier`);
	const template = templateOf(body);
	const values = body.values ?? template?.values ?? [];
	if (values.length === 0) throw refuse('a new axis needs values, or a template that has them');
	const rules = (body.rules ?? [RULE]).map((rule, index) => ({
		...rule,
		rule_code: rule.rule_code ?? (index === 0 ? axis_code : `${[...axis_code].slice(0, CODE_LENGTH - 4).join('')}-${index + 1}`),
	}));
	const codes = values.map((value) => value.value_code);
	const ruleCodes = rules.map((rule) => rule.rule_code);
	for (const code of twice([...codes])) throw refuse(`values names "${code}" twice`);
	for (const code of twice(ruleCodes)) throw refuse(`rules names "${code}" twice`);
	for (const { value_code, parent_value_code } of body.values ?? []) {
		if (parent_value_code !== undefined && !codes.includes(parent_value_code)) {
			throw refuse(`"${parent_value_code}", broader than "${value_code}", is none of the values`);
		}
	}
	refuseCircles(body.values ?? []);
	const taken = await queryRows(trx, rulesTaken, { codes: JSON.stringify(ruleCodes) });
	refuseWhere(asked, [
		...((await findAxis(trx, axis_code)) === null ? [] : [{ violation: 'an axis of this code is there', object: axis_code }]),
		...taken.map(({ rule_code }) => ({ violation: 'a rule of this code is there', object: String(rule_code) })),
	]);

	const status = activate ? 'active' : 'candidate';
	const key = axis_code;
	const axis = make('axis_registry', { kind: 'axis', key }, actor, {
		axis_code,
		axis_name: body.axis_name ?? template?.axis_name ?? axis_code,
		axis_family: 'semantic',
		axis_kind: 'uncertain',
		value_domain: 'values, as people gave them',
		ownership_source: 'parallel',
		status,
		lifecycle_status: activate ? 'active' : 'birth',
	});
	const semantics = { ...USUAL, ...template?.semantics, ...body.semantics };
	return {
		asked,
		subject: { relation: 'axis_registry', id: axis.id, axis_code, status: null },
		rows: [
			axis,
			...values.map((value) =>
				make('axis_value', { kind: 'value', key: `${key} ${value.value_code}` }, actor, {
					...{ axis_code, value_code: value.value_code, value_name: value.value_name ?? null, status },
					...{
						parent_value_code: 'parent_value_code' in value ? value.parent_value_code : null,
						provenance: { source: 'people' },
					},
				}),
			),
			...rules.map((rule) => make('coverage_rule', { kind: 'rule', key: rule.rule_code }, actor, { axis_code, status, ...rule })),
			makeSemantics(axis_code, actor, { ...semantics, value_order: [...codes] }),
		],
		kept: [],
	};
}

function templateOf({ template }: AskedAxis) {
	if (template === undefined) return undefined;
	const found = MODEL_TEMPLATES.find((known) => known.template === template);
	if (!found) throw refuse(`there is no template "${template}": ${MODEL_TEMPLATES.map((known) => known.template).join(', ')}`);
	return found;
}

function makeSemantics(axis_code: string, actor: string, asks: WholeRow): RowChange & Named {
	const id = randomUUID();
	const row = { id, axis_code, created_by: actor, ...asks };
	return { relation: SEMANTICS, id, change: {}, row, kind: 'semantics', key: axis_code };
}

async function changeAxis(trx: Knex, body: AskedAxis, actor: string): Promise<ActPlan> {
	const { axis_code, axis_name, semantics } = body;
	if (body.template !== undefined || body.values !== undefined || body.rules !== undefined || body.activate) {
		throw refuse('an axis that is there takes axis_name and semantics; values and rules have routes of their own');
	}
	if (axis_name === undefined && semantics === undefined) throw refuse('give axis_name or semantics');
	const found = await requireAxis(trx, axis_code);
	const asked = `Changing the axis "${axis_code}"`;
	if (semantics?.owner_inheritance === 'containment' && found.ownership_source === 'canonical') {
		refuseWhere(asked, [
			{ violation: 'its owners are those of the base model, which says how they are inherited', object: axis_code },
		]);
	}
	const named = { kind: 'axis', key: axis_code };
	const plan: ActPlan = { asked, subject: subjectOf(found), rows: [], kept: [] };
	if (axis_name !== undefined && axis_name !== found.axis_name) {
		plan.rows.push({ relation: 'axis_registry', id: found.id, change: { axis_name }, ...named });
	} else if (axis_name !== undefined) plan.kept.push({ ...named, why: 'it has that name' });
	if (semantics === undefined) return plan;
	const held = found.semantics ?? USUAL;
	const change: Asks = {};
	for (const name of ASKS) {
		const asks = semantics[name];
		if (asks !== undefined && asks !== held[name]) change[name] = asks;
	}
	if (Object.keys(change).length === 0) plan.kept.push({ kind: 'semantics', key: axis_code, why: 'it asks for that' });
	else plan.rows.push(setSemantics(found, actor, change));
	return plan;
}

/** Sets what the axis asks for; makes the row where it has none. */
export function setSemantics(axis: FoundAxis, actor: string, { value_order, ...asks }: Asks & { value_order?: string[] }) {
	const { axis_code, semantics } = axis;
	if (semantics === null) return makeSemantics(axis_code, actor, { ...USUAL, ...asks, value_order: value_order ?? [] });
	const change = value_order === undefined ? asks : { ...asks, value_order: JSON.stringify(value_order) };
	return { relation: SEMANTICS, id: semantics.id, change, kind: 'semantics', key: axis_code };
}
