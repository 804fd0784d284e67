// @vitest-environment happy-dom
/** One signal of change for all that is on screen. */
import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import OverviewPanel from '../../panels/overview/panel.vue';
import OwnersPanel from '../../panels/owners/panel.vue';
import { announceChange } from '../../app/changes';
import { openAny, type Studio } from './studio';

let open: Studio[] = [];
afterEach(() => {
	for (const studio of open) studio.panel.unmount();
});

const asked = ({ api }: Studio) => api.requests.filter(({ path }) => path === '/axis/coverage').length;

it('a write in one panel makes every other read anew, and a reading under way is followed by another', async () => {
	open = [openAny(OverviewPanel), openAny(OwnersPanel)];
	expect(open.map(asked)).toEqual([1, 1]);
	for (const { api } of open) await api.take('/axis/coverage').fail({ response: { status: 500 } });
	expect(open.map(asked)).toEqual([0, 0]);
	announceChange();
	await flushPromises();
	expect(open.map(asked)).toEqual([1, 1]);
	announceChange();
	for (const { api } of open) await api.take('/axis/coverage').fail({ response: { status: 500 } });
	expect(open.map(asked)).toEqual([1, 1]);
});
