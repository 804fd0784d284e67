/** Puts what the attempts said into the answer. */
import { SELF_TEST_LAYERS, type PathVerdict, type SelfTest, type TestedPath } from '../contract';
import type { WritePath } from './attempt';

/** Verdicts by path. */
export type ModeReport = Map<string, PathVerdict>;

const UNTOLD: PathVerdict = {
	held: null,
	layers: {
		request_guard: { result: 'not_tried', code: null, detail: null },
		service_guard: { result: 'not_tried', code: null, detail: null },
		hook: { result: 'not_tried', code: null, detail: null },
		trigger: { result: 'not_tried', code: null, detail: null },
		database: { result: 'not_tried', code: null, detail: null },
	},
};

/** Refusals that only a shut gate gives. */
const GATE_CODES: ReadonlySet<string | null> = new Set(['AXIS_GATE_CLOSED', 'AXIS_SOURCE_ELSEWHERE', 'AX001']);

/** `open`: what the gate's reading says. A pure function. */
export function reportSelfTest(
	paths: readonly WritePath[],
	{ shut, asIs, open, ownsTables }: { shut: ModeReport; asIs: ModeReport; open: boolean; ownsTables: boolean },
): Omit<SelfTest, 'duration_ms'> {
	const tested: TestedPath[] = paths.map(({ path, does, note }) => ({
		path,
		does,
		note: note ?? null,
		shut: shut.get(path) ?? UNTOLD,
		as_is: asIs.get(path) ?? UNTOLD,
	}));
	const named = (which: (path: TestedPath) => boolean) => tested.filter(which).map(({ path }) => path);
	const differing = named(({ as_is }) => (open ? isRefusedByGate(as_is) : as_is.held === false));
	const holes = named(({ shut: simulated, as_is }) => simulated.held === false || (!open && as_is.held === false));
	return {
		status: holes.length === 0 ? 'HOLDS' : 'HOLES',
		holes,
		not_tried: tested.flatMap(({ path, shut: { layers } }) =>
			SELF_TEST_LAYERS.filter((layer) => layers[layer].result === 'not_tried').map((layer) => `${path}/${layer}`),
		),
		as_is: { gate: open ? 'READY' : 'BLOCKED', consistent: differing.length === 0, differing },
		owns_axis_tables: ownsTables,
		committed: false,
		paths: tested,
	};
}

function isRefusedByGate({ layers }: PathVerdict): boolean {
	return SELF_TEST_LAYERS.some((layer) => layers[layer].result === 'refused' && GATE_CODES.has(layers[layer].code));
}
