/** What the end of an attempt says about a layer: refused only where that layer refused, and not tried where nothing can be said. */
import { describe, expect, it } from 'vitest';
import { GateClosedError, SourceElsewhereError, UnsafeSchemaError } from '../../src/errors';
import { gateBlockers, guardBlockers } from '../../src/gate/gate';
import { Harmless, NotTried, PROBE } from '../../src/self-test/attempt';
import { outcomeOf, resultOf } from '../../src/self-test/outcome';
import type { SelfTestLayer } from '../../src/contract';

const policy = { minimum: 1, agreement: false, distinct_signers: false, not_by_operator: false };
const source = { table: 'os_proposal_approvals', filter: {} };
const reading = { approvals: 0, source, simulated: true, rows: null };
const byHook = new GateClosedError({ asked: 'x', blockers: gateBlockers(reading, policy) });
const byHookSimulated = new GateClosedError({ asked: 'x', blockers: gateBlockers({ ...reading, approvals: 1 }, policy) });
const byTriggerMapped = new GateClosedError({ asked: 'x', blockers: guardBlockers() });
const byDatabase = (code: string) => Object.assign(new Error('refused'), { code });
const at = (layer: SelfTestLayer, error: unknown) => resultOf(layer, outcomeOf(error));

describe('an attempt that ended with', () => {
	it.each([
		['the hook’s refusal', byHook],
		['the hook’s refusal of a simulated gate', byHookSimulated],
	])('%s was refused by hook and door, and passed nothing below', (_name, error) => {
		for (const layer of ['request_guard', 'service_guard', 'hook'] as const)
			expect(at(layer, error)).toEqual({ result: 'refused', code: 'AXIS_GATE_CLOSED', detail: null });
		expect(at('trigger', error)).toMatchObject({ result: 'not_tried' });
		expect(at('database', error)).toMatchObject({ result: 'passed' });
	});

	it('a profile that points elsewhere is refused by the hook, which is no hole', () => {
		const error = new SourceElsewhereError({ asked: 'Updating axis_value', blockers: [] });
		expect(at('hook', error)).toEqual({ result: 'refused', code: 'AXIS_SOURCE_ELSEWHERE', detail: null });
	});

	it.each([
		['the trigger’s refusal', byDatabase('AX001')],
		['the trigger’s refusal as the hook words it', byTriggerMapped],
		['a list of them, as imports answer', [byTriggerMapped]],
	])('%s passed the hook and was refused by the trigger', (_name, error) => {
		expect(at('hook', error)).toMatchObject({ result: 'passed', code: null });
		expect(at('trigger', error)).toEqual({ result: 'refused', code: 'AX001', detail: null });
		expect(at('database', error)).toMatchObject({ result: 'passed' });
	});

	it('the refusal of a text, or a text made harmless, was stopped where it was tried', () => {
		const unsafe = new UnsafeSchemaError({ asked: 'x', place: 'y', given: 'z', allowed: 'w' });
		expect(at('service_guard', unsafe)).toEqual({ result: 'refused', code: 'AXIS_UNSAFE_SCHEMA', detail: null });
		expect(at('service_guard', new Harmless('It is JSON.'))).toEqual({ result: 'refused', code: null, detail: 'It is JSON.' });
	});

	it.each(['42501', '2BP01', '42P07'])('SQLSTATE %s was refused by the database, and never met the trigger', (code) => {
		expect(at('database', byDatabase(code))).toEqual({ result: 'refused', code, detail: null });
		expect(at('trigger', byDatabase(code))).toMatchObject({ result: 'not_tried', code });
	});

	it.each([
		['the probe', PROBE],
		['a unique constraint', byDatabase('23505')],
		['a check constraint', byDatabase('23514')],
		[
			'a unique constraint as Directus words it',
			Object.assign(new Error('x'), { name: 'DirectusError', code: 'RECORD_NOT_UNIQUE' }),
		],
	])('%s passed every layer: that comes after the guards', (_name, error) => {
		for (const layer of ['request_guard', 'service_guard', 'hook', 'trigger', 'database'] as const)
			expect(at(layer, error), layer).toMatchObject({ result: 'passed', code: null });
	});

	it.each([
		['another refusal of Directus', Object.assign(new Error('x'), { name: 'DirectusError', code: 'FORBIDDEN' }), 'FORBIDDEN'],
		['a mistake in a statement', byDatabase('42601'), '42601'],
		['nothing to try on', new NotTried('there is no item'), null],
		['no error at all', undefined, null],
	])('%s says nothing: not tried, never refused', (_name, error, code) => {
		for (const layer of ['request_guard', 'service_guard', 'hook', 'trigger', 'database'] as const)
			expect(at(layer, error), layer).toMatchObject({ result: 'not_tried', code });
	});
});
