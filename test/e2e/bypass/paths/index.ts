/** All paths, in the order of the table. */
import type { Path } from '../path';
import { collectionPaths } from './collections';
import { databasePaths } from './database';
import { extensionPaths } from './extension';
import { fieldPaths } from './fields';
import { flowPaths } from './flows';
import { graphqlItemPaths } from './graphql-items';
import { graphqlSystemPaths } from './graphql-system';
import { importPaths } from './import';
import { itemPaths } from './items';
import { ledgerPaths } from './ledger';
import { livePaths } from './live';
import { mcpPaths } from './mcp';
import { nestedPaths } from './nested';
import { ownRoutePaths } from './own-routes';
import { relationPaths } from './relations';
import { schemaPaths } from './schema';
import { textPaths } from './texts';

export const allPaths: readonly Path[] = [
	...ownRoutePaths,
	...itemPaths,
	...nestedPaths,
	...graphqlItemPaths,
	...livePaths,
	...importPaths,
	...flowPaths,
	...mcpPaths,
	...collectionPaths,
	...fieldPaths,
	...relationPaths,
	...graphqlSystemPaths,
	...schemaPaths,
	...textPaths,
	...databasePaths,
	...extensionPaths,
	...ledgerPaths,
];
