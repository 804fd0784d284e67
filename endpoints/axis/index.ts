/** The endpoint `/axis`: mounts the routes, which src/contract/operations describes. */
import type { EndpointConfig } from '@directus/extensions';
import { createConfig } from '../../src/profile/config';
import { createOwnerDatabase } from '../../src/db/owner-database';
import { readQueueOf } from '../../src/db/read-queue';
import { createAuthorise } from './authorise';
import { mountAboutRoutes } from './about.routes';
import { mountBaselineRoutes } from './baseline.routes';
import { mountChangeRoutes } from './changes.routes';
import { mountCoverageRoutes } from './coverage.routes';
import { mountFindingRoutes } from './finding.routes';
import { mountFoundationRoutes } from './foundation.routes';
import { mountGateRoutes } from './gate.routes';
import { mountGoalRoutes } from './goals.routes';
import { mountMyRoutes } from './me.routes';
import { mountModelRoutes } from './model.routes';
import { mountOwnerRoutes } from './owners.routes';
import { mountProfileRoutes } from './profile.routes';
import { mountReportRoutes } from './report.routes';
import { mountRolloutRoutes } from './rollout.routes';
import { mountRunRoutes } from './runs.routes';
import { mountScanRoutes } from './scan.routes';
import { mountTagRoutes } from './tags.routes';
import type { RouteContext } from './context';
import { explainMissingModel } from './missing-model';
import { explainOtherSchema } from './other-schema';
import { explainBadPath } from './request';

export default {
	id: 'axis',
	handler: (router, host) => {
		const config = createConfig(host.env);
		const owner = createOwnerDatabase(host.database, () => config.ownerDatabaseUrl());
		const heavyReads = () => readQueueOf(host.database);
		const context: RouteContext = { host, config, authorise: createAuthorise(host), owner, heavyReads };
		mountFoundationRoutes(router, context);
		mountGateRoutes(router, context);
		mountBaselineRoutes(router, context);
		mountProfileRoutes(router, context);
		mountRolloutRoutes(router, context);
		mountRunRoutes(router, context);
		mountScanRoutes(router, context);
		mountOwnerRoutes(router, context);
		mountGoalRoutes(router, context);
		mountMyRoutes(router, context);
		mountChangeRoutes(router, context);
		mountModelRoutes(router, context);
		mountTagRoutes(router, context);
		mountFindingRoutes(router, context);
		// Before the axes' own routes: /coverage/trend is no axis.
		mountReportRoutes(router, context);
		mountCoverageRoutes(router, context);
		mountAboutRoutes(router, context);
		router.use(explainBadPath);
		router.use(explainMissingModel(context));
		router.use(explainOtherSchema(host.database));
	},
} satisfies EndpointConfig;
