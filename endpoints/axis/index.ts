/** The endpoint `/axis`: mounts the routes. docs/http.md lists them, docs/openapi.yaml describes them. */
import type { EndpointConfig } from '@directus/extensions';
import { createConfig } from '../../src/profile/config';
import { createOwnerDatabase } from '../../src/db/owner-database';
import { createAuthorise } from './authorise';
import { requireJson } from './body';
import { mountBaselineRoutes } from './baseline.routes';
import { mountCellRoutes } from './cells.routes';
import { mountCoverageRoutes } from './coverage.routes';
import { mountGateRoutes } from './gate.routes';
import { mountLifecycleRoutes } from './lifecycle.routes';
import { mountOpenapiRoutes } from './openapi.routes';
import { mountRepairRoutes } from './repair.routes';
import { mountReportRoutes } from './report.routes';
import { mountRolloutRoutes } from './rollout.routes';
import { mountRunRoutes } from './runs.routes';
import { mountScanRoutes } from './scan.routes';
import { mountSelfTestRoutes } from './self-test.routes';
import { mountStudioRoutes } from './studio.routes';
import type { RouteContext } from './context';
import { queueFor, type ReadQueue } from './read-queue';
import { explainBadPath } from './request';

export default {
	id: 'axis',
	handler: (router, host) => {
		const config = createConfig(host.env);
		const owner = createOwnerDatabase(host.database, () => config.ownerDatabaseUrl());
		let queue: ReadQueue | undefined;
		const heavyReads = () => (queue ??= queueFor(host.database));
		const context: RouteContext = { host, config, authorise: createAuthorise(host), owner, heavyReads };
		router.use(requireJson);
		mountGateRoutes(router, context);
		mountBaselineRoutes(router, context);
		mountSelfTestRoutes(router, context);
		mountRolloutRoutes(router, context);
		mountRunRoutes(router, context);
		mountStudioRoutes(router, context);
		mountScanRoutes(router, context);
		mountCellRoutes(router, context);
		mountLifecycleRoutes(router, context);
		mountRepairRoutes(router, context);
		// Before the axes' own routes: /coverage/trend is no axis.
		mountReportRoutes(router, context);
		mountCoverageRoutes(router, context);
		mountOpenapiRoutes(router, context);
		router.use(explainBadPath);
	},
} satisfies EndpointConfig;
