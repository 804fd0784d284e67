/** One line in the host's log for each recorded run, so that a rollout shows where everything else of the host does. */
import { isDirectusError } from '@directus/errors';
import type { RunAnswer } from '../contract';
import type { RolloutContext } from './context';
import type { RunStart } from './ledger';

/** Runs it, and tells how it ended: what, which tiers, under which id, who asked, how long. A run that did not pass is a warning. */
export async function logged(
	{ log }: Pick<RolloutContext, 'log'>,
	start: RunStart,
	run: () => Promise<RunAnswer>,
): Promise<RunAnswer> {
	const began = performance.now();
	const tell = (ended: string) => {
		const tiers = start.tiers.length > 0 ? ` of tier ${start.tiers.join(', ')}` : '';
		return `Axis ${start.action}${tiers}: ${ended}; asked by ${start.requestedBy}, ${Math.round(performance.now() - began)} ms.`;
	};
	try {
		const answer = await run();
		const line = tell(`${answer.run.status}, run ${answer.run.id}`);
		if (answer.run.status === 'passed') log?.info?.(line);
		else log?.warn(line);
		return answer;
	} catch (error) {
		log?.warn(tell(`did not pass, ${isDirectusError(error) ? error.code : 'an unexpected error'}`));
		throw error;
	}
}
