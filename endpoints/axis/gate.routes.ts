/** Routes that tell where the rollout stands: gate, self-test, preflight, plan, verification, invariants. Only the change of the source changes anything. */
import type { Router } from 'express';
import { GATE } from '../../src/contract/operations/gate';
import { gateStatus, policyForAnybody, readGate } from '../../src/gate/gate';
import { databaseBlockers } from '../../src/run/ledger-setup';
import { changeSource, previewSource } from '../../src/rollout/change-source';
import { readPlan } from '../../src/rollout/plan';
import { readPreflight } from '../../src/rollout/preflight';
import { reportInvariants } from '../../src/rollout/report-invariants';
import { verifyRollout } from '../../src/rollout/verify';
import { runSelfTest } from '../../src/self-test/run-self-test';
import { actingContext, foreseeingContext, readingContext, runOf, type RouteContext } from './context';
import { mounting } from './mount';

export function mountGateRoutes(router: Router, context: RouteContext): void {
	const { config, host } = context;
	const { read, act } = mounting(router, context);

	read(GATE.readGate, async ({ user }) => {
		const { ratification } = config.profile().profile;
		const gate = await readGate(host.database, ratification, user);
		return gateStatus(gate, ratification, await databaseBlockers(host.database), new Date());
	});
	// For admins alone: it counts rows of any table by any value, and what it changes is who can open the gate.
	act(GATE.previewSource, async ({ user, body }) => previewSource(await actingContext(context), runOf(user), body.source));
	act(GATE.changeSource, async ({ user, body }) =>
		changeSource(await actingContext(context), runOf(user, body.ratified_apr), body.source, body.reason),
	);
	// For admins alone: it says where a gate could be passed.
	read(GATE.testGate, () => runSelfTest(host, policyForAnybody(config.profile().profile.ratification)));
	read(GATE.readPreflight, async ({ user }) => {
		const { rollout, blockers } = await foreseeingContext(context);
		return readPreflight(rollout, [...(await databaseBlockers(host.database)), ...blockers], user);
	});
	read(GATE.readPlan, async ({ user }) => readPlan((await foreseeingContext(context)).rollout, user));
	read(GATE.verifyRollout, () => verifyRollout(readingContext(context)));
	read(GATE.readInvariants, () => reportInvariants(readingContext(context)));
}
