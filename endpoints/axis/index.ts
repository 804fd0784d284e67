/** The endpoint `/axis`: mounts the routes. Its contract is described in the README. */
import type { EndpointConfig } from '@directus/extensions';
import { createConfig } from '../../src/config';
import { createAuthorise } from './authorise';
import { mountCoverageRoutes } from './coverage.routes';
import { mountRolloutRoutes } from './rollout.routes';
import type { RouteContext } from './context';

export default {
	id: 'axis',
	handler: (router, host) => {
		const context: RouteContext = { host, config: createConfig(host.env), authorise: createAuthorise(host) };
		mountRolloutRoutes(router, context);
		mountCoverageRoutes(router, context);
	},
} satisfies EndpointConfig;
