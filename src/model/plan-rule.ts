/** Plans a change of what a rule asks of tags. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AskedRuleChange } from '../contract';
import { InvalidPayloadError } from '../errors';
import type { ActPlan } from './act-plan';
import { readSubject } from './change-subject';
import { readStates, type RowState } from './write-changes';

const state = z.object({ confidence_threshold: z.coerce.number(), staleness_days: z.coerce.number() });

/** Errors: InvalidPayloadError, UnknownCodeError. */
export async function planRule(trx: Knex, body: AskedRuleChange): Promise<ActPlan> {
	const { rule_code, staleness_days } = body;
	// As the column keeps it: three decimals.
	const confidence_threshold = body.confidence_threshold === undefined ? undefined : Number(body.confidence_threshold.toFixed(3));
	if (confidence_threshold === undefined && staleness_days === undefined) {
		throw new InvalidPayloadError({ reason: 'give confidence_threshold or staleness_days' });
	}
	const subject = await readSubject(trx, { kind: 'rule', code: rule_code, axis_code: null });
	const held = state.parse((await readStates(trx, [subject]))[0]?.state);
	const named = { kind: 'rule', key: rule_code };
	const change: RowState = {};
	if (confidence_threshold !== undefined && confidence_threshold !== held.confidence_threshold) {
		change.confidence_threshold = String(confidence_threshold);
	}
	if (staleness_days !== undefined && staleness_days !== held.staleness_days) change.staleness_days = String(staleness_days);
	const changes = Object.keys(change).length > 0;
	return {
		asked: `Changing the rule "${rule_code}"`,
		subject,
		rows: changes ? [{ relation: 'coverage_rule', id: subject.id, change, ...named }] : [],
		kept: changes ? [] : [{ ...named, why: 'it asks for that' }],
	};
}
