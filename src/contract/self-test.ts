/** Answer of the gate's self-test: every write path, every layer, with the gate simulated shut and as it is. */
import type { GateWord } from './rollout';

/**
 * What may refuse a write. request_guard: the door for requests that Directus announces to nobody; service_guard: the guard before calls of Directus'
 * services that change tables; hook: the filters; trigger: the guard of the axis tables; database: dependencies, privileges, constraints.
 */
export const SELF_TEST_LAYERS = ['request_guard', 'service_guard', 'hook', 'trigger', 'database'] as const;

export type SelfTestLayer = (typeof SELF_TEST_LAYERS)[number];

export interface LayerResult {
	/** not_applicable: the path does not meet this layer. not_tried: it could not be told; never counted as refused. */
	result: 'refused' | 'passed' | 'not_applicable' | 'not_tried';
	/** Code or SQLSTATE of the refusal, or of what kept the attempt from being made; null otherwise. */
	code: string | null;
	/** What a person should know of this one result, e.g. the tables that let a statement pass; null otherwise. */
	detail: string | null;
}

export interface PathVerdict {
	/** True where a layer refuses, false where none that was asked does, null where none could be asked. */
	held: boolean | null;
	layers: Record<SelfTestLayer, LayerResult>;
}

export interface TestedPath {
	path: string;
	/** What it does, for people. */
	does: string;
	note: string | null;
	/** With the gate simulated shut. */
	shut: PathVerdict;
	/** With the gate as it is. */
	as_is: PathVerdict;
}

export interface SelfTest {
	/** HOLDS: with the gate simulated shut no path passed every layer that it meets. */
	status: 'HOLDS' | 'HOLES';
	/** Paths that passed with the gate simulated shut, or with one that is shut. */
	holes: string[];
	/** Layers that could not be asked, with the gate simulated shut: `path/layer`. */
	not_tried: string[];
	as_is: {
		/** The gate as every write meets it: what GET /axis/gate answers, but for rules about who asks. */
		gate: GateWord;
		/** READY: the gate refused nowhere. BLOCKED: every path was held. */
		consistent: boolean;
		/** Paths that say otherwise than `gate`. */
		differing: string[];
	};
	/** Whether Directus' database role owns an axis table: then other code in its process may alter, drop, and disable triggers. */
	owns_axis_tables: boolean;
	/** Always false: everything was rolled back. */
	committed: false;
	duration_ms: number;
	paths: TestedPath[];
}
