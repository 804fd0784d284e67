/** Every write path that the self-test knows, in the order of the answer. */
import type { WritePath } from '../attempt';
import { EXTENSION_PATHS } from './extension';
import { ITEM_PATHS } from './items';
import { LIFECYCLE_PATHS } from './lifecycle';
import { NESTED_PATHS } from './nested';
import { SCHEMA_PATHS } from './schema';
import { SERVICE_PATHS } from './services';
import { SQL_PATHS } from './sql';
import { TEXT_PATHS } from './texts';
import { UNSEEN_PATHS } from './unseen';

export const WRITE_PATHS: readonly WritePath[] = [
	...ITEM_PATHS,
	...NESTED_PATHS,
	...SERVICE_PATHS,
	...UNSEEN_PATHS,
	...SCHEMA_PATHS,
	...TEXT_PATHS,
	...EXTENSION_PATHS,
	...LIFECYCLE_PATHS,
	...SQL_PATHS,
];
