/** The acts that routes and commands ask for: each a plan, what is recorded of it, and its words. */
import type { Knex } from 'knex';
import type { AskedAxis, AskedRuleChange, AskedValues, ModelAct, ModelKind } from '../contract';
import { axesOf, type Profile } from '../profile/profile';
import type { RolloutContext, RunRequest } from '../run/context';
import type { ActPlan } from './act-plan';
import { applyAct, previewAct, previewBound } from './act';
import { planAxis } from './plan-axis';
import { planRule } from './plan-rule';
import { planValues } from './plan-values';

/** One act: how to plan it, and what the ledger keeps of what was asked. */
export interface Act {
	asked: string;
	record: {
		kind: ModelKind;
		code: string;
		axis_code: null;
		merge_into: null;
		split_into: null;
		act: ModelAct;
		reason: string;
		body: object;
	};
	plan: (trx: Knex.Transaction, actor: string, profile: Profile) => Promise<ActPlan>;
}

/** What the ledger keeps of an act. */
export function recordOf(kind: ModelKind, code: string, act: ModelAct, body: { reason: string }): Act['record'] {
	return { kind, code, axis_code: null, merge_into: null, split_into: null, act, reason: body.reason, body };
}

/** Adds an axis, or changes its name and what it asks for. */
export function axisAct(body: AskedAxis): Act {
	const adds = body.act === 'add';
	return {
		asked: `${adds ? 'Adding' : 'Changing'} the axis "${body.axis_code}"`,
		record: recordOf('axis', body.axis_code, adds ? 'add_axis' : 'change_axis', body),
		plan: (trx, actor, profile) => planAxis(trx, body, actor, axesOf(profile)),
	};
}

/** Adds, renames or reorders values of an axis. */
export function valuesAct(body: AskedValues): Act {
	return {
		asked: `Changing values of the axis "${body.axis_code}"`,
		record: recordOf('axis', body.axis_code, `${body.act}_values`, body),
		plan: (trx, actor) => planValues(trx, body, actor),
	};
}

/** Adds a rule to an axis, or changes what one asks of tags. */
export function ruleAct(body: AskedRuleChange): Act {
	const adds = body.act === 'add';
	return {
		asked: `${adds ? 'Adding' : 'Changing'} the rule "${body.rule_code}"`,
		record: recordOf('rule', body.rule_code, adds ? 'add_rule' : 'change_rule', body),
		plan: (trx, actor) => planRule(trx, body, actor),
	};
}

/** What the act would do. Errors: as previewAct. */
export const previewModelAct = (context: RolloutContext, request: RunRequest, { asked, plan }: Act) =>
	previewAct(context, request, asked, (trx) => plan(trx, request.requestedBy, context.loaded.profile));

/** The same, with `expect` for applyModelAct. */
export const previewBoundAct = (context: RolloutContext, request: RunRequest, { asked, plan }: Act) =>
	previewBound(context, request, asked, (trx) => plan(trx, request.requestedBy, context.loaded.profile));

/** Makes it; with the `expect` of a preview what that showed, or nothing. Errors: as applyAct. */
export const applyModelAct = (context: RolloutContext, request: RunRequest, { asked, plan, record }: Act, expect?: string) =>
	applyAct(context, request, asked, record, (trx) => plan(trx, request.requestedBy, context.loaded.profile), expect);
