/** Routes of the model: what a change would do, making it, undoing it, the changes that were made, and repairs. */
import type { Router } from 'express';
import type { z } from 'zod';
import { REPAIR_KINDS, type AskedChange } from '../../src/contract';
import { MODEL_OPERATIONS } from '../../src/contract/operations/model';
import { InvalidPayloadError } from '../../src/errors';
import { applyModelAct, axisAct, previewModelAct, ruleAct, valuesAct } from '../../src/model/acts';
import { applyChange } from '../../src/model/apply-change';
import { previewChange } from '../../src/model/preview-change';
import { listRepairs, repair, undoRepair } from '../../src/model/repair';
import { MODEL_TEMPLATES } from '../../src/model/templates';
import { undoChange } from '../../src/model/undo-change';
import { actingContext, runOf, type RouteContext } from './context';
import { mounting } from './mount';

const { changeModel, previewModelChange, undoModelChange } = MODEL_OPERATIONS;

export function mountModelRoutes(router: Router, context: RouteContext): void {
	const { database } = context.host;
	const { read, act } = mounting(router, context);

	// Writes nothing that stays: who may read may ask.
	act(previewModelChange, async ({ user, body }) =>
		previewChange(await actingContext(context), runOf(user, body.ratified_apr), changeOf(body)),
	);
	act(changeModel, async ({ user, body }) =>
		applyChange(await actingContext(context), runOf(user, body.ratified_apr), changeOf(body)),
	);
	act(undoModelChange, async ({ user, param, body: { ratified_apr, reason } }) =>
		undoChange(await actingContext(context), runOf(user, ratified_apr), param('id'), reason),
	);

	read(MODEL_OPERATIONS.listTemplates, () => Promise.resolve([...MODEL_TEMPLATES]));
	act(MODEL_OPERATIONS.previewActOnAxes, async ({ user, body: { ratified_apr, ...asked } }) =>
		previewModelAct(await actingContext(context), runOf(user, ratified_apr), axisAct(asked)),
	);
	act(MODEL_OPERATIONS.actOnAxes, async ({ user, body: { ratified_apr, ...asked } }) =>
		applyModelAct(await actingContext(context), runOf(user, ratified_apr), axisAct(asked)),
	);
	act(MODEL_OPERATIONS.previewActOnValues, async ({ user, body: { ratified_apr, ...asked } }) =>
		previewModelAct(await actingContext(context), runOf(user, ratified_apr), valuesAct(asked)),
	);
	act(MODEL_OPERATIONS.actOnValues, async ({ user, body: { ratified_apr, ...asked } }) =>
		applyModelAct(await actingContext(context), runOf(user, ratified_apr), valuesAct(asked)),
	);
	act(MODEL_OPERATIONS.previewActOnRules, async ({ user, body: { ratified_apr, ...asked } }) =>
		previewModelAct(await actingContext(context), runOf(user, ratified_apr), ruleAct(asked)),
	);
	act(MODEL_OPERATIONS.actOnRules, async ({ user, body: { ratified_apr, ...asked } }) =>
		applyModelAct(await actingContext(context), runOf(user, ratified_apr), ruleAct(asked)),
	);

	read(MODEL_OPERATIONS.listRepairs, () => listRepairs(database));
	act(MODEL_OPERATIONS.repair, async ({ user, param, body: { ratified_apr, reason } }) => {
		const kind = REPAIR_KINDS.find((known) => known === param('kind'));
		if (kind === undefined) {
			throw new InvalidPayloadError({ reason: `there is no repair "${param('kind')}": ${REPAIR_KINDS.join(', ')}` });
		}
		return repair(await actingContext(context), runOf(user, ratified_apr), kind, reason);
	});
	act(MODEL_OPERATIONS.undoRepair, async ({ user, param, body }) =>
		undoRepair(await actingContext(context), runOf(user), param('id'), body.reason),
	);
}

function changeOf(body: z.output<typeof changeModel.body>): AskedChange {
	const { kind, code, axis_code = null, to, merge_into = null, split_into = null, reason } = body;
	return { kind, code, axis_code, to, merge_into, split_into, reason };
}
