/**
 * Every text of a caller that Directus or knex puts into DDL, or seems to, with an attempt to run a statement of the caller's by it. The rows of a
 * table in docs/evidence/schema-texts.md.
 */
import type { Text } from './attempt';
import { GUARDED_TEXTS } from './guarded-texts';
import { HARMLESS_TEXTS } from './harmless-texts';

export const TEXTS: readonly Text[] = [...GUARDED_TEXTS, ...HARMLESS_TEXTS];
