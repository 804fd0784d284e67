/** Applying a schema: as JSON, as a file, with a diff that Directus made or one by hand. Making a diff only reads. */
import { stringify } from 'yaml';
import { verdict } from '../../support/api';
import { sendFile, REFUSED, type Path } from '../path';
import { restoreRelation } from '../restore';
import type { Stage } from '../stage';

export interface Diff {
	hash: string;
	diff: Record<'collections' | 'fields' | 'systemFields' | 'relations', unknown[]>;
}

/** A snapshot in which the note of axis_value is another one. */
async function changedSnapshot({ admin }: Stage): Promise<unknown> {
	const { data } = await admin.get<{ collections: { collection: string; meta: object }[] }>('/schema/snapshot');
	const collections = data.collections.map((entry) =>
		entry.collection === 'axis_value' ? { ...entry, meta: { ...entry.meta, note: `note ${Date.now()}` } } : entry,
	);
	return { ...data, collections };
}

/** A diff as Directus makes it: its hash is the one that applying asks for. */
export async function diffOf(stage: Stage): Promise<Diff> {
	const answer = await stage.admin.send<Diff>('POST', '/schema/diff', await changedSnapshot(stage));
	if (answer.status !== 200) throw new Error(`No diff was made: ${answer.text}`);
	return answer.data;
}

/** What no diff of Directus says: drop the foreign key of a relation. */
async function unrelate(stage: Stage): Promise<Diff> {
	const made = await diffOf(stage);
	const relation = {
		collection: 'axis_assignment',
		field: 'superseded_by',
		related_collection: 'axis_assignment',
		diff: [{ kind: 'D', lhs: {} }],
	};
	return { ...made, diff: { collections: [], fields: [], systemFields: [], relations: [relation] } };
}

const asFile = (stage: Stage, path: string, diff: unknown) =>
	sendFile(stage.admin, path, { name: 'diff.json', type: 'application/json', text: JSON.stringify(diff) });

const applied = (path: Omit<Path, 'by' | 'shut' | 'open'> & { by?: Path['by'] }): Path => ({
	by: 'hook',
	shut: REFUSED,
	open: '204',
	...path,
});

export const schemaPaths: readonly Path[] = [
	{
		name: 'make a schema diff',
		by: 'nobody',
		shut: '200',
		open: '200',
		changes: 'nothing',
		write: async (stage) => verdict(await stage.admin.send('POST', '/schema/diff', await changedSnapshot(stage))),
	},
	applied({
		name: 'apply a schema as JSON',
		by: 'request_guard',
		changes: 'metadata',
		write: async (stage) => verdict(await stage.admin.send('POST', '/schema/apply', await diffOf(stage))),
	}),
	applied({
		name: 'apply a schema as a file',
		changes: 'metadata',
		write: async (stage) => asFile(stage, '/schema/apply', await diffOf(stage)),
	}),
	applied({
		name: 'apply a schema as a YAML file',
		changes: 'metadata',
		write: async (stage) =>
			sendFile(stage.admin, '/schema/apply', { name: 'diff.yaml', type: 'text/yaml', text: stringify(await diffOf(stage)) }),
	}),
	applied({
		name: 'apply a schema that drops a foreign key, as JSON',
		by: 'request_guard',
		write: async (stage) => verdict(await stage.admin.send('POST', '/schema/apply', await unrelate(stage))),
		undo: restoreRelation,
	}),
	applied({
		name: 'apply a schema that drops a foreign key, as a file',
		by: 'service_guard',
		write: async (stage) => asFile(stage, '/schema/apply', await unrelate(stage)),
		undo: restoreRelation,
	}),
	applied({
		name: 'apply a schema that drops a foreign key, as a file, force',
		by: 'service_guard',
		write: async (stage) => asFile(stage, '/schema/apply?force=true', { ...(await unrelate(stage)), hash: 'another' }),
		undo: restoreRelation,
	}),
];
