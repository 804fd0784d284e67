/** Owners of topics as a profile names them: one authority for an object, on all of its topics that are not quarantined. */
import type { LivingAxis } from './read-living';

interface TopicOwners {
	owners: { object_type: string; object_ref: string; owner_gov_code: string }[];
	/** What such a list cannot say. */
	unsaid: string[];
}

/** Where tags were not read, the owners stand for themselves. */
export function topicOwners({ tags, owners }: Pick<LivingAxis, 'tags' | 'owners'>): TopicOwners {
	const answer: TopicOwners = { owners: [], unsaid: [] };
	const asked = byObject(tags.filter(({ zone }) => zone !== 'quarantine'));
	for (const [object, owned] of byObject(owners)) {
		const [first] = owned;
		if (!first) continue;
		const { object_type, object_ref, owner_gov_code } = first;
		const values = new Set(owned.map(({ value_code }) => value_code));
		const same = owned.every((owner) => owner.owner_gov_code === owner_gov_code);
		const whole = (asked.get(object) ?? []).every(({ value_code }) => values.has(value_code));
		if (same && whole) answer.owners.push({ object_type, object_ref, owner_gov_code });
		else answer.unsaid.push(`the owners of ${object_type} ${object_ref}: a profile gives an object one for all of its topics`);
	}
	return answer;
}

function byObject<Row extends { object_type: string; object_ref: string }>(rows: readonly Row[]): Map<string, Row[]> {
	const groups = new Map<string, Row[]>();
	for (const row of rows) {
		const object = JSON.stringify([row.object_type, row.object_ref]);
		const group = groups.get(object);
		if (group) group.push(row);
		else groups.set(object, [row]);
	}
	return groups;
}
