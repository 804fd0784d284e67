/** The groups of an axis with the way to each and the objects below it. Read beside what shows them, which does not wait. */
import { computed, type ComputedRef } from 'vue';
import { coverageRoute, type GroupCoverage } from '../src/contract';
import { withQuery } from './client';
import { useReading } from './use-reading';

/** What the API answers at most. */
const MAX_GROUPS = 1000;

/** By name; empty until they are there, where they cannot be read, and for no axis. To be called in `setup`. */
export function useGroups(axis: () => string | null): ComputedRef<ReadonlyMap<string, GroupCoverage>> {
	const { state } = useReading<GroupCoverage[]>({
		read: async (fetch) => {
			const code = axis();
			if (code === null) return [];
			return (await fetch.list<GroupCoverage>(withQuery(coverageRoute(code, 'by-group'), { limit: MAX_GROUPS }))).rows;
		},
		depends: [axis],
	});
	return computed(
		() =>
			new Map(
				(state.value.name === 'shown' ? state.value.data : []).flatMap((group) =>
					group.group_ref === null ? [] : [[group.group_ref, group] as const],
				),
			),
	);
}
