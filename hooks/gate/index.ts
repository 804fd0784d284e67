/**
 * The gate hook: explains a write that the database would refuse. The triggers are the lock; this is the friendly message, and it covers what no
 * trigger sees: collections, fields and relations of the axis tables, and its own disabling. First entry of the bundle, so that it is there first.
 */
import type { HookConfig } from '@directus/extensions';
import { createConfig } from '../../src/profile/config';
import { registerErrorMapping } from './map-errors';
import { guardColumns } from './guard-columns';
import { registerAutomationGuard } from './refuse-automation';
import { registerSelfGuard } from './refuse-disabling';
import { registerItemGuard } from './refuse-item-writes';
import { registerSchemaGuard } from './refuse-schema-writes';
import { guardServices } from './refuse-table-changes';
import { registerRequestGuard } from './refuse-unannounced-changes';
import { createGateKeeper } from './gate-keeper';

export default ((register, host) => {
	const config = createConfig(host.env);
	const keeper = createGateKeeper(config);
	registerAutomationGuard(register, config);
	registerItemGuard(register, keeper);
	registerSchemaGuard(register, keeper);
	registerRequestGuard(register, host, keeper);
	guardServices(host, keeper);
	guardColumns(host);
	registerSelfGuard(register, keeper);
	registerErrorMapping(register);
}) satisfies HookConfig;
