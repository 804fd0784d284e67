/** The waivers in force of an axis, or of some of its cells, as lines that can be revoked. */
import { computed, type ComputedRef } from 'vue';
import { ROUTES, type Waiver } from '../../src/contract';
import type { ChosenCell } from '../cell-actions';
import { withQuery } from '../client';
import { useReading, type Reading } from '../use-reading';
import type { RecentLine } from './components/recent-list.vue';
import { useTexts } from './texts/use-texts';

/** As many as one answer holds. Those that end next come first. */
const LISTED = 1000;

/** To be called in `setup`. `only` leaves out the waivers of other cells. */
export function useWaivers(
	axis: () => string,
	only: () => readonly ChosenCell[] | null,
): { state: Reading<unknown>['state']; lines: ComputedRef<RecentLine[]> } {
	const { text, moment } = useTexts();
	const { state } = useReading({
		read: (fetch) => fetch.list<Waiver>(withQuery(ROUTES.waivers, { axis: axis(), state: 'active', limit: LISTED })),
		depends: [axis],
	});
	const lines = computed(() => {
		const cells = only();
		const names = cells && new Set(cells.map(nameOf));
		const waivers = state.value.name === 'shown' ? state.value.data.rows : [];
		return waivers
			.filter((waiver) => names === null || names.has(nameOf(waiver)))
			.map((waiver) => ({
				id: waiver.id,
				ended: null,
				words: text('waiver_line', {
					object: waiver.object_ref,
					value: waiver.value_code,
					until: moment(waiver.expires_at),
					approver: waiver.approved_by,
					reason: waiver.reason,
				}),
			}));
	});
	return { state, lines };
}

function nameOf({ object_type, object_ref, value_code }: Pick<Waiver, 'object_type' | 'object_ref' | 'value_code'>): string {
	return JSON.stringify([object_type, object_ref, value_code]);
}
