/**
 * Stands before the one method by which Directus writes a column into DDL, of whatever table: new collections, fields, schema apply, the assistant's
 * tools and Flows all end there, after every filter. src/gate/schema-text.ts says what it lets through.
 */
import type { HookExtensionContext } from '@directus/extensions';
import { COLUMN_CALL } from '../../src/gate/guarded-calls';
import { unsafeColumn, withWrittenDefault } from '../../src/gate/schema-text';
import { UnsafeSchemaError } from '../../src/errors';
import { standBefore } from './stand-before';

/** Errors of the guard: UnsafeSchemaError, while Directus writes the statement and before it is sent. */
export function guardColumns(host: Pick<HookExtensionContext, 'services' | 'logger'>): void {
	standBefore(
		host,
		COLUMN_CALL,
		(original) =>
			function (this: unknown, table, collection, field, ...rest) {
				const unsafe = unsafeColumn(collection, field);
				if (unsafe) throw new UnsafeSchemaError({ asked: 'Writing a column', ...unsafe });
				return Reflect.apply(original, this, [table, collection, withWrittenDefault(field), ...rest]);
			},
	);
}
