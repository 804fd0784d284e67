/** One reading of everything that the panel shows. */
import { ROUTES, type GateStatus, type Plan, type Run } from '../../src/contract';
import { withQuery } from '../../app/client';
import { readOrNoModel, type NoModel } from '../../app/read-or-no-model';
import { useReading, type Reading } from '../../app/use-reading';

export interface RolloutReading {
	kind: 'rollout';
	gate: GateStatus;
	plan: Plan;
	/** The newest one that is no step of another; null before the first. */
	lastRun: Run | null;
}

export function useRollout(dashboard: () => string | undefined): Reading<RolloutReading | NoModel> {
	return useReading<RolloutReading | NoModel>({
		dashboard,
		read: (fetch) =>
			readOrNoModel(fetch, async () => {
				const [gate, plan, runs] = await Promise.all([
					fetch.data<GateStatus>(ROUTES.gate),
					fetch.data<Plan>(ROUTES.plan),
					fetch.list<Run>(withQuery(ROUTES.runs, { steps: 'false', limit: 1 })),
				]);
				return { kind: 'rollout', gate, plan, lastRun: runs.rows[0] ?? null };
			}),
	});
}
