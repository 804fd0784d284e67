/** Tells from how an attempt ended which layer refused it. By codes, never by texts; what is not understood counts as not tried, never as refused. */
import { isDirectusError } from '@directus/errors';
import type { LayerResult, SelfTestLayer } from '../contract';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { guardBlockers } from '../gate/gate';
import { property } from '../gate/property';
import { Harmless, NotTried, PROBE } from './attempt';

/** How an attempt ended. `gate`: the gate refused, asked by a hook or by the trigger. `text`: a text for DDL was refused, or made harmless. `failed`: for a reason that says nothing about the gate. */
export type Outcome =
	| { kind: 'passed'; detail: string | null }
	| { kind: 'gate'; by: 'hook' | 'trigger'; code: string }
	| { kind: 'database'; code: string }
	| { kind: 'text'; code: string | null; detail: string | null }
	| { kind: 'failed'; code: string | null; detail: string };

/** Refusals of the database that are no guard's: a missing privilege, dependants, a name that is taken. */
const DATABASE_REFUSALS: ReadonlySet<string> = new Set([
	SQLSTATE.insufficientPrivilege,
	SQLSTATE.dependentObjects,
	SQLSTATE.duplicateTable,
]);

/** Directus' words for violated constraints, which come after every guard. */
const CONSTRAINT_CODES: ReadonlySet<string> = new Set(['RECORD_NOT_UNIQUE', 'INVALID_FOREIGN_KEY', 'CONTAINS_NULL_VALUES']);

// The hook gives the trigger's refusal the code of its own; here it keeps the one that the database gave.
const TRIGGER = { by: 'trigger', code: SQLSTATE.gateShut } as const;

/** How an attempt that rejected ended. */
export function outcomeOf(error: unknown): Outcome {
	// Import answers lists of errors.
	if (Array.isArray(error)) return outcomeOf(error[0]);
	if (error === PROBE) return { kind: 'passed', detail: null };
	if (error instanceof Harmless) return { kind: 'text', code: null, detail: error.message };
	const code = codeOf(error);
	if (code === 'AXIS_UNSAFE_SCHEMA') return { kind: 'text', code, detail: null };
	if (code === 'AXIS_SOURCE_ELSEWHERE') return { kind: 'gate', by: 'hook', code };
	if (code === 'AXIS_GATE_CLOSED') return { kind: 'gate', ...(isGuardRefusal(error) ? TRIGGER : { by: 'hook', code }) };
	if (code === SQLSTATE.gateShut) return { kind: 'gate', ...TRIGGER };
	if (code !== null && DATABASE_REFUSALS.has(code)) return { kind: 'database', code };
	if (code !== null && (CONSTRAINT_CODES.has(code) || (sqlState(error)?.startsWith('23') ?? false)))
		return { kind: 'passed', detail: null };
	const reason = error instanceof Error ? error.message : 'It failed for a reason that says nothing about the gate.';
	return { kind: 'failed', code: error instanceof NotTried ? null : code, detail: reason };
}

/** What the outcome of an attempt at a layer says about that layer. */
export function resultOf(layer: SelfTestLayer, outcome: Outcome): LayerResult {
	switch (outcome.kind) {
		case 'failed':
			return { result: 'not_tried', code: outcome.code, detail: outcome.detail };
		case 'passed':
			return { result: 'passed', code: null, detail: outcome.detail };
		case 'gate':
			if (layer === 'trigger' && outcome.by === 'hook')
				return { result: 'not_tried', code: outcome.code, detail: 'A filter refused what should not have met one.' };
			return refusedAt(
				layer === 'trigger' ? outcome.by === 'trigger' : layer !== 'database' && outcome.by === 'hook',
				outcome.code,
			);
		case 'text':
			return { result: 'refused', code: outcome.code, detail: outcome.detail };
		case 'database':
			if (layer === 'trigger')
				return { result: 'not_tried', code: outcome.code, detail: 'The database refused before the trigger was met.' };
			return refusedAt(layer === 'database', outcome.code);
	}
}

// A layer below refused: this one let it pass.
function refusedAt(here: boolean, code: string): LayerResult {
	return here ? { result: 'refused', code, detail: null } : { result: 'passed', code: null, detail: null };
}

function codeOf(error: unknown): string | null {
	return isDirectusError(error) ? error.code : sqlState(error);
}

// The hook that maps the trigger's refusal says so in its blocker.
function isGuardRefusal(error: unknown): boolean {
	const blockers = property(property(error, 'extensions'), 'blockers');
	return Array.isArray(blockers) && property(blockers[0], 'expected') === guardBlockers()[0]?.expected;
}
