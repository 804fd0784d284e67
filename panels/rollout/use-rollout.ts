/** One reading of everything that the panel shows. */
import { ROUTES, type GateStatus, type Plan, type Run } from '../../src/contract';
import { withQuery } from '../../app/client';
import { useReading, type Reading } from '../../app/use-reading';

export interface RolloutReading {
	gate: GateStatus;
	plan: Plan;
	/** The newest one that is no step of another; null before the first. */
	lastRun: Run | null;
}

export function useRollout(dashboard: () => string | undefined): Reading<RolloutReading> {
	return useReading<RolloutReading>({
		dashboard,
		read: async (fetch) => {
			const [gate, plan, runs] = await Promise.all([
				fetch.data<GateStatus>(ROUTES.gate),
				fetch.data<Plan>(ROUTES.plan),
				fetch.list<Run>(withQuery(ROUTES.runs, { steps: 'false', limit: 1 })),
			]);
			return { gate, plan, lastRun: runs.rows[0] ?? null };
		},
	});
}
