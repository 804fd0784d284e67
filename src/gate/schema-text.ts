/**
 * Text of a caller that Directus and knex put into DDL without escaping it, and what we let through: pure rules, for any table, with the gate open or
 * shut. docs/evidence/schema-texts.md lists every text that reaches DDL. Read in @directus/api 35.2.0 and 39.2.0 and knex 3.1.0.
 */
import type { UnsafeText } from '../errors';
import { property } from './property';

const ACTIONS = ['NO ACTION', 'RESTRICT', 'CASCADE', 'SET NULL', 'SET DEFAULT'];
const KNOWN_ACTION = new RegExp(`^(?:${ACTIONS.join('|')})$`, 'i');

/** What knex reads as something else than a name: a schema before a dot, an alias, an element of an array. Outer blanks it cuts off. */
const NO_NAME = /\.| as |\[\d+\]|^\*$|^\s|\s$/i;

/** What knex reads as a placeholder, ends a literal with, or Directus cuts a default at or takes for CURRENT_TIMESTAMP(n); all of them escapes in JSON. */
const NOT_IN_A_LITERAL = /['?(]|:(?=:)/g;

/** What of a relation's `schema` is none of the five actions; Directus leaves out what is empty. */
export function unsafeAction(schema: unknown): UnsafeText | null {
	for (const key of ['on_update', 'on_delete']) {
		const given = property(schema, key);
		if (Boolean(given) && !(typeof given === 'string' && KNOWN_ACTION.test(given)))
			return { place: `${key} of the relation`, given, allowed: ACTIONS.join(', ') };
	}
	return null;
}

/** A name that knex would make another name of, or none. `of` says whose name it is: "of the collection". */
export function unsafeName(of: string, given: unknown): UnsafeText | null {
	if (typeof given === 'string' && !NO_NAME.test(given)) return null;
	return { place: `the name ${of}`, given, allowed: 'a name without a dot, " as ", an index in brackets or outer blanks' };
}

/** What a field's definition would put into DDL that is no name; null for a field without a column. */
export function unsafeColumn(collection: unknown, field: unknown): UnsafeText | null {
	const type = property(field, 'type');
	if (type === 'alias' || type === 'unknown') return null;
	return unsafeName('of the collection', collection) ?? unsafeName('of the field', property(field, 'field'));
}

/**
 * The field with the default that Directus would write for it, as text. Knex puts an object or array that is the default of a JSON column between
 * quotes as it is; as text it is escaped. The same JSON value, written without the characters that the way to the column and back would spoil.
 */
export function withWrittenDefault(field: unknown): unknown {
	const schema = property(field, 'schema');
	const value = property(schema, 'default_value');
	if (property(field, 'type') !== 'json' || !isObject(value) || !isObject(schema) || !isObject(field)) return field;
	const written = JSON.stringify(value).replace(NOT_IN_A_LITERAL, escaped);
	return { ...field, schema: { ...schema, default_value: written } };
}

function escaped(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}
