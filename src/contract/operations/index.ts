/** Every route of /axis, in the order in which they are mounted: what it needs, does, takes, answers and may be refused for. */
import { AUTHORITIES } from './authorities';
import { CHANGES } from './changes';
import { COVERAGE, REPORTS } from './coverage';
import { FINDING_ACTS } from './findings';
import { FOUNDATION } from './foundation';
import { GATE } from './gate';
import { GOALS } from './goals';
import { ME } from './me';
import { MODEL_OPERATIONS } from './model';
import { PROFILE_OPERATIONS } from './profile';
import { OWNERS } from './owners';
import { ROLLOUT } from './rollout';
import { TAGS } from './tags';

export type { Operation } from './operation';

export const OPERATIONS = {
	...FOUNDATION,
	...GATE,
	...PROFILE_OPERATIONS,
	...ROLLOUT,
	...OWNERS,
	...GOALS,
	...AUTHORITIES,
	...ME,
	...CHANGES,
	...MODEL_OPERATIONS,
	...TAGS,
	...FINDING_ACTS,
	...REPORTS,
	...COVERAGE,
} as const;
