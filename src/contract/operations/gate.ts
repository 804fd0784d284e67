/** Routes of the gate, and of where the rollout stands. */
import { Baseline, GateStatus, Invariants, Plan, Preflight, SelfTest, Verification } from '../schemas/gate';
import { BaselineAnswer, BaselineBody, RebindAnswer, RebindBody } from '../schemas/rollout';
import type { Operations } from './operation';
import { MODEL, NUMBERS, PROFILE, TARGET } from './refused';

export const GATE = {
	readGate: {
		route: 'GET /gate',
		tag: 'gate',
		does: 'Whether the gate is open, and why not',
		more: 'READY, or BLOCKED with a blocker for each thing that is missing, and its remedy.',
		answer: GateStatus,
		refuses: PROFILE,
	},
	testGate: {
		route: 'GET /gate/self-test',
		tag: 'gate',
		does: 'Every way to write an axis table, tried in a transaction that is rolled back',
		more: 'HOLDS where no path passed, HOLES where one did. For use after tier 1. Each attempt is made twice: with the gate simulated shut, and as it is. Nothing is committed, and no action hook hears of it. Meanwhile, for a second or two, no run can start.',
		right: 'admin',
		answer: SelfTest,
		refuses: [...PROFILE, 'AXIS_ORDER', 'AXIS_ROLLOUT_BUSY'],
	},
	readPreflight: {
		route: 'GET /preflight',
		tag: 'gate',
		does: 'Whether this is the start of a rollout that the profile describes',
		large: true,
		answer: Preflight,
		refuses: PROFILE,
	},
	readPlan: {
		route: 'GET /plan',
		tag: 'gate',
		does: 'State, expected deltas and blockers of each tier',
		large: true,
		answer: Plan,
		refuses: TARGET,
	},
	verifyRollout: {
		route: 'GET /verify',
		tag: 'gate',
		does: 'Every check of the applied tiers, and what came and went since',
		more: 'PASS, FAIL, or NOT_APPLIED where no tier is applied.',
		large: true,
		answer: Verification,
		refuses: TARGET,
	},
	readBaseline: {
		route: 'GET /baseline',
		tag: 'gate',
		does: 'The numbers that people accepted last',
		more: 'null where nobody accepted any, where they were taken back, and after a rollback. Then the numbers of the rollout hold.',
		answer: Baseline.nullable(),
	},
	acceptBaseline: {
		route: 'POST /baseline',
		tag: 'gate',
		does: 'Accepts today’s numbers as the new ones',
		more: 'A verification compares with them from now on, and says what came and went since. Recorded in the run ledger, and writes nothing else: the gate is not asked. What is no number is judged as before.',
		body: BaselineBody,
		answer: BaselineAnswer,
		refuses: NUMBERS,
	},
	undoBaseline: {
		route: 'POST /baseline/:id/undo',
		tag: 'gate',
		does: 'Takes back the numbers that were accepted last',
		body: BaselineBody,
		answer: BaselineAnswer,
		refuses: [...NUMBERS, 'AXIS_UNKNOWN_RUN'],
	},
	rebindPorts: {
		route: 'POST /rebind',
		tag: 'gate',
		does: 'Binds the ports of labels and event types again',
		more: 'For tables that came, or got the shape that is read, after tier 1; `GET /axis/preflight` notes them. Needs an open gate, is recorded, and may be repeated.',
		body: RebindBody,
		answer: RebindAnswer,
		refuses: MODEL,
	},
	readInvariants: {
		route: 'GET /invariants',
		tag: 'gate',
		does: 'Facts outside of the rollout’s scope, which no run may change',
		large: true,
		answer: Invariants,
		refuses: PROFILE,
	},
} satisfies Operations;
