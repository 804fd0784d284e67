/** An attempt to run a statement of the caller's by a text that Directus or knex puts into DDL, and what the attempts are made with. */
import type { Answer, Api } from '../../support/api';
import type { PerMajor } from '../path';

/** The table that an attempt would leave behind if it ran. Short: a name has no more than 63 letters. */
export const GHOST = 'ghost';
/** The statement of the caller. */
export const SQL = `create table ${GHOST}()`;

/** There before each attempt, with a field `parent` that is no relation yet and a JSON field `settings`. */
export const SCRATCH = 'text_scratch';
/** Made by an attempt. */
export const MADE = 'text_made';

export interface Text {
	/** The text, as docs/evidence/schema-texts.md names it. */
	text: string;
	/** Where a caller gives it. */
	from: string;
	/** How it reaches DDL. */
	written: string;
	/** What stops it. */
	held: string;
	tried: PerMajor;
	attempt: (admin: Api) => Promise<Answer<unknown>>;
}

const KEY = { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true } };

export const make = (...fields: unknown[]) => ({ collection: MADE, schema: {}, meta: {}, fields: [KEY, ...fields] });
export const create = (body: unknown) => (admin: Api) => admin.send('POST', '/collections', body);
export const column = (type: string, schema: object, more: object = {}) =>
	create(make({ field: 'tried', type, schema, meta: {}, ...more }));
export const relate = (schema: object, more: object = {}) => ({
	collection: SCRATCH,
	field: 'parent',
	related_collection: SCRATCH,
	meta: {},
	schema,
	...more,
});
