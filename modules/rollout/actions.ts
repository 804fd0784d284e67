/** What an operator can ask for, and what each takes: the tiers concerned, an approval code, a seal, a typed word. */
import { ROUTES, type Plan, type PlannedTier } from '../../src/contract';

export type Action =
	| { kind: 'rehearse' | 'verify' }
	/** `tier`: its id; null: every tier that is left, or every applied one. */
	| { kind: 'apply' | 'rollback'; tier: string | null };

export interface Demand {
	/** Tiers that it would touch, in the order in which it does. */
	tiers: PlannedTier[];
	/** The approval code must be typed: a tier asks for it, as the plan says, or the seal. */
	code: boolean;
	/** The plan must be sealed before: the profile says so. */
	seal: boolean;
	/** Must be typed as it is, so that nobody takes back by a slip what took an approval; null where nothing must. */
	word: string | null;
}

export interface Given {
	code: string;
	seal: string | null;
	force: boolean;
	/** Acts of people are taken back first. */
	undo: boolean;
}

/** Tiers that change something, without the verification. */
export function changingTiers(plan: Plan): PlannedTier[] {
	return plan.tiers.filter(({ role }) => role !== 'verify');
}

export const isApplied = ({ state }: PlannedTier) => state === 'applied' || state === 'drifted';

export function demandOf(action: Action, plan: Plan): Demand {
	const all = changingTiers(plan);
	const left = all.filter((tier) => !isApplied(tier));
	const { sealed, name } = plan.profile;
	switch (action.kind) {
		case 'rehearse':
			return { tiers: left, code: false, seal: false, word: null };
		case 'verify':
			return { tiers: [], code: false, seal: false, word: null };
		case 'apply': {
			const tiers = action.tier === null ? left : left.filter(({ id }) => id === action.tier);
			return { tiers, code: sealed || tiers.some(({ needs_code }) => needs_code), seal: sealed, word: null };
		}
		case 'rollback': {
			const applied = all.filter(isApplied).toReversed();
			const tiers = action.tier === null ? applied : applied.filter(({ id }) => id === action.tier);
			const [first] = tiers;
			if (action.tier === null) return { tiers, code: false, seal: false, word: name };
			return { tiers, code: false, seal: false, word: first?.sovereign === true ? first.name : null };
		}
	}
}

/** Path and body of the request. */
export function requestOf(action: Action, { code, seal, force, undo }: Given): { path: string; body: object } {
	const named = { ...(code === '' ? {} : { ratified_apr: code }), ...(seal === null ? {} : { seal }) };
	switch (action.kind) {
		case 'rehearse':
			return { path: ROUTES.rehearse, body: {} };
		case 'verify':
			return { path: `${ROUTES.apply}/verify`, body: {} };
		case 'apply':
			return { path: action.tier === null ? ROUTES.apply : `${ROUTES.apply}/${action.tier}`, body: named };
		case 'rollback':
			return {
				path: action.tier === null ? ROUTES.rollback : `${ROUTES.rollback}/${action.tier}`,
				body: { force, undo_batches: undo },
			};
	}
}
