/** An action in the words of its dialog: title, effect, locks, way back. */
import type { Action, Demand } from './actions';
import type { RolloutKey } from './texts/en-us';
import type { Texts } from './texts/use-texts';
import { tierWord, type TierFacet } from './tier-words';

export interface Description {
	title: string;
	what: string;
	parts: { heading: RolloutKey; lines: string[] }[];
	button: RolloutKey;
	tone: 'primary' | 'danger';
}

export function describeAction(action: Action, demand: Demand, { text }: Pick<Texts, 'text'>): Description {
	const named = demand.tiers.map(({ tier, name }) => text('tier_named', { tier: String(tier), name }));
	/** One line a tier, with its name where there are several. */
	const lines = (facet: TierFacet) =>
		demand.tiers.flatMap(({ id }, position) => {
			const line = tierWord(id, facet, text);
			return line === null ? [] : [demand.tiers.length > 1 ? `${named[position] ?? ''}: ${line}` : line];
		});
	const parts = (effect: string[], lock: string[], undo: string[]): Description['parts'] =>
		(
			[
				['section_effect', effect],
				['section_lock', lock],
				['section_undo', undo],
			] as const
		).flatMap(([heading, words]) => (words.length === 0 ? [] : [{ heading, lines: words }]));

	switch (action.kind) {
		case 'rehearse': {
			const told = parts(lines('effect'), [text('lock_rehearse')], [text('undo_rehearse')]);
			return { title: text('dialog_rehearse'), what: text('what_rehearse'), parts: told, button: 'rehearse', tone: 'primary' };
		}
		case 'verify':
			return {
				title: text('dialog_verify'),
				what: text('what_verify'),
				parts: parts([], [text('lock_none')], []),
				button: 'verify',
				tone: 'primary',
			};
		case 'apply': {
			const isAll = action.tier === null;
			return {
				title: isAll ? text('dialog_apply_all') : text('dialog_apply', { tier: named[0] ?? '' }),
				what: isAll ? text('what_apply_all') : lines('effect').join(' '),
				parts: parts(isAll ? lines('effect') : [], lines('lock'), lines('undo')),
				button: isAll ? 'apply_all' : 'apply',
				tone: 'primary',
			};
		}
		case 'rollback': {
			const isAll = action.tier === null;
			return {
				title: isAll ? text('dialog_rollback_all') : text('dialog_rollback', { tier: named[0] ?? '' }),
				what: text(isAll ? 'what_rollback_all' : 'what_rollback'),
				parts: parts(lines('undo'), [text('lock_rollback')], [text('undo_rollback', {}, demand.tiers.length)]),
				button: isAll ? 'roll_back_all' : 'roll_back',
				tone: 'danger',
			};
		}
	}
}
