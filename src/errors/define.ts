/** How a refusal is defined: Directus' own error shape (`name` is `DirectusError`), so REST, GraphQL and WebSocket answer it as it is. */
import { createError } from '@directus/errors';
import { AXIS_ERROR_STATUS, type AxisErrorCode } from '../contract';

/** A class of refusals with its code; the status is the code's. */
export const define = <Facts>(code: AxisErrorCode, message: (facts: Facts) => string) =>
	createError<Facts>(code, message, AXIS_ERROR_STATUS[code]);

/** A fact as a message shows it. A text that blanks begin or end is quoted: they would not be seen. */
export const showFact = (value: unknown) =>
	typeof value === 'object' || (typeof value === 'string' && value.trim() !== value) ? JSON.stringify(value) : String(value);

/** Names in a row, as a message shows each. */
export const showNames = (names: readonly string[]) => names.map(showFact).join(', ');
