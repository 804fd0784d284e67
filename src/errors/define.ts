/** How a refusal is defined: Directus' own error shape (`name` is `DirectusError`), so REST, GraphQL and WebSocket answer it as it is. */
import { createError } from '@directus/errors';
import { AXIS_ERROR_STATUS, type AxisErrorCode } from '../contract';
import type { RefusalCode, Refusals } from '../contract/schemas/refusals';

/** What a refusal of that code carries beside its code, as the contract describes it; a run of several tiers adds its own. */
export type FactsOf<Code extends RefusalCode> = Omit<Refusals[Code], 'code' | 'run' | 'committed_tiers'>;

/** A class of refusals with its code; the status is the code's. */
export const define = <Facts>(code: AxisErrorCode, message: (facts: Facts) => string) =>
	createError<Facts>(code, message, AXIS_ERROR_STATUS[code]);

/** The same, with the facts that the contract has for the code. */
export const refusal = <Code extends RefusalCode>(code: Code, message: (facts: FactsOf<Code>) => string) =>
	define<FactsOf<Code>>(code, message);

/** A fact as a message shows it. A text that blanks begin or end is quoted: they would not be seen. */
export const showFact = (value: unknown) =>
	typeof value === 'object' || (typeof value === 'string' && value.trim() !== value) ? JSON.stringify(value) : String(value);

/** Names in a row, as a message shows each. */
export const showNames = (names: readonly string[]) => names.map(showFact).join(', ');
