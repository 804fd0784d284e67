/** The bundle itself: switching it off, or taking it away, would leave the triggers alone, and nobody to say why. */
import { setTimeout as sleep } from 'node:timers/promises';
import { graphql, rest, type Path } from '../path';
import type { Stage } from '../stage';

const off = { meta: { enabled: false } };

/** Switches it on again, and waits until it answers: Directus reloads extensions a moment after it has answered. */
async function switchOn({ admin, bundle }: Stage): Promise<void> {
	await admin.send('PATCH', `/extensions/${bundle}`, { meta: { enabled: true } });
	for (let tries = 0; tries < 200; tries++) {
		await sleep(50);
		if ((await admin.get('/axis/gate')).status === 200) return;
	}
	throw new Error('The bundle did not come back');
}

/** Waits until the bundle is gone, so that switching it on is not taken together with switching it off. */
async function switchOffAndOn(stage: Stage): Promise<void> {
	for (let tries = 0; (await stage.admin.get('/axis/gate')).status !== 404; tries++) {
		if (tries > 200) throw new Error('The bundle was not switched off');
		await sleep(50);
	}
	await switchOn(stage);
}

export const extensionPaths: readonly Path[] = [
	rest({
		name: 'switch the bundle off',
		by: 'hook',
		method: 'PATCH',
		path: ({ bundle }) => `/extensions/${bundle}`,
		body: () => off,
		changes: 'metadata',
		undo: switchOffAndOn,
	}),
	graphql({
		name: 'switch the bundle off through GraphQL',
		by: 'hook',
		scope: 'system',
		mutation: ({ bundle }) => `update_extensions_item(id: "${bundle}", data: {meta: {enabled: false}}) { meta { enabled } }`,
		changes: 'metadata',
		undo: switchOffAndOn,
	}),
	rest({
		name: 'switch only the hook off',
		by: 'hook',
		method: 'PATCH',
		path: ({ entry }) => `/extensions/${entry}`,
		body: () => off,
		open: '422 UNPROCESSABLE_CONTENT',
		changes: 'nothing',
	}),
	rest({
		name: 'delete the bundle',
		by: 'hook',
		method: 'DELETE',
		path: ({ bundle }) => `/extensions/${bundle}`,
		open: '204',
		changes: 'metadata',
	}),
	rest({
		name: 'uninstall the bundle',
		by: 'nobody',
		method: 'DELETE',
		path: ({ bundle }) => `/extensions/registry/uninstall/${bundle}`,
		shut: '400 INVALID_PAYLOAD',
		open: '400 INVALID_PAYLOAD',
		changes: 'nothing',
	}),
];
