/** The run ledger, newest first, with the names of the people in it. */
import { useStores } from '@directus/extensions-sdk';
import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { ROUTES, type Run } from '../../src/contract';
import { withQuery } from '../../app/client';
import { useReading, type Reading } from '../../app/use-reading';
import type { PermissionsStore } from './use-standing';

const PAGE = 10;

export interface History {
	runs: Run[];
	total: number;
	/** Names by user id; a name is missing where the reader may not see the user, or where it was a program. */
	people: ReadonlyMap<string, string>;
}

interface Person {
	id: string;
	first_name: string | null;
	last_name: string | null;
	email: string | null;
}

const IS_ID = /^[0-9a-f-]{36}$/;

export function useHistory(): Reading<History> & {
	more: () => void;
	limit: Ref<number>;
	nameOf: ComputedRef<(who: string) => string>;
} {
	const permissions: PermissionsStore = useStores()['usePermissionsStore']();
	const mayReadPeople = permissions.hasPermission('directus_users', 'read');
	const limit = ref(PAGE);
	const reading = useReading<History>({
		depends: [() => limit.value],
		read: async (fetch) => {
			const { rows, total } = await fetch.list<Run>(withQuery(ROUTES.runs, { steps: 'false', limit: limit.value }));
			const ids = [...new Set(rows.map((run) => run.requested_by))].filter((who) => IS_ID.test(who));
			// Not asked where it would be refused: the browser logs every refusal as an error.
			const people = mayReadPeople
				? await readPeople(ids, fetch.data).catch(() => new Map<string, string>())
				: new Map<string, string>();
			return { runs: rows, total, people };
		},
	});
	const people = computed(() =>
		reading.state.value.name === 'shown' ? reading.state.value.data.people : new Map<string, string>(),
	);
	return {
		...reading,
		limit,
		more: () => {
			limit.value += PAGE;
		},
		nameOf: computed(() => (who: string) => people.value.get(who) ?? who),
	};
}

async function readPeople(
	ids: readonly string[],
	data: <Data extends object>(path: string) => Promise<Data>,
): Promise<Map<string, string>> {
	if (ids.length === 0) return new Map();
	const filter = JSON.stringify({ id: { _in: ids } });
	const people = await data<Person[]>(
		withQuery('/users', { filter, fields: 'id,first_name,last_name,email', limit: ids.length }),
	);
	return new Map(
		people.map(({ id, first_name, last_name, email }) => [
			id,
			[first_name, last_name].filter(Boolean).join(' ') || (email ?? id),
		]),
	);
}
