/** What the matrix of an axis can be filtered by. It is read beside the rows, which do not wait for it. */
import { computed, type ComputedRef } from 'vue';
import { coverageRoute, type GroupCoverage, type OwnerCoverage } from '../../src/contract';
import { withQuery } from '../../app/client';
import { useReading } from '../../app/use-reading';

/** What the API answers at most; a filter of more choices could not be used either. */
const MAX_CHOICES = 1000;

export interface Choices {
	/** null is that of objects in no group. */
	groups: (string | null)[];
	owners: string[];
}

/** Empty until they are there, or where they cannot be read: the rows tell what is wrong. To be called in `setup`. */
export function useChoices(axis: () => string, dashboard: () => string | undefined): ComputedRef<Choices> {
	const path = (part: 'by-group' | 'by-owner') => withQuery(coverageRoute(axis(), part), { limit: MAX_CHOICES });
	const { state } = useReading<Choices>({
		read: async (fetch) => {
			const [groups, owners] = await Promise.all([
				fetch.list<GroupCoverage>(path('by-group')),
				fetch.list<OwnerCoverage>(path('by-owner')),
			]);
			return { groups: groups.rows.map((group) => group.group_ref), owners: owners.rows.map((owner) => owner.owner_gov_code) };
		},
		depends: [axis],
		dashboard,
	});
	return computed(() => (state.value.name === 'shown' ? state.value.data : { groups: [], owners: [] }));
}
