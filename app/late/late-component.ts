/**
 * Screens that are loaded when somebody opens them, so that all other pages of the Studio pay for a few kB only.
 * This folder and the entries of panels and modules are that first file. No chunk may import of it (scripts/lib/split-app.mjs refuses the build), and
 * it has no styles: what brings styles into the page is a part of the chunks.
 */
import { defineAsyncComponent, defineComponent, h, resolveComponent, type Component, type VNode } from 'vue';
import { useI18n } from 'vue-i18n';
import { deDe } from './texts/de-de';
import { enUs, type LateTexts } from './texts/en-us';

/** What surrounds a part that is not there: a page has the Studio's frame, a panel has its tile. */
export type Around = (content: VNode) => VNode;

/** How long nothing is shown, in ms: mostly the part is there before. */
const PATIENCE_MS = 200;

/** A component that comes with its own chunk. Where the chunk is missing, e.g. after an upgrade under an open tab, it asks for a reload. */
export function lateComponent(load: () => Promise<{ default: Component }>, around: Around = (content) => content): Component {
	return defineAsyncComponent({
		// An error would reach the Studio's own frame around a panel, which can tell of nothing but an error.
		// The default is taken here: Vue takes it of modules alone, and where a file holds several modules the bundler makes objects of them.
		loader: () =>
			load().then(
				(loaded) => loaded.default,
				() => makeMissing(around),
			),
		delay: PATIENCE_MS,
		loadingComponent: makeWaiting(around),
	});
}

function makeWaiting(around: Around): Component {
	return defineComponent(() => {
		const texts = useLateTexts();
		const bar = resolveComponent('v-progress-linear');
		return () => around(h(bar, { indeterminate: true, role: 'status', 'aria-label': texts().loading }));
	});
}

function makeMissing(around: Around): Component {
	return defineComponent(() => {
		const texts = useLateTexts();
		const [notice, button] = [resolveComponent('v-notice'), resolveComponent('v-button')];
		return () => {
			const { missing_title: title, missing_text: text, reload } = texts();
			return around(
				h('div', { role: 'alert', tabindex: 0, style: 'block-size: 100%; padding: 1rem; overflow: auto' }, [
					h(notice, { type: 'warning' }, () => h('div', [h('p', h('strong', title)), h('p', text)])),
					h(button, { small: true, style: 'margin-block-start: 0.75rem', onClick: () => location.reload() }, () => reload),
				]),
			);
		};
	});
}

function useLateTexts(): () => LateTexts {
	const { locale } = useI18n();
	return () => (locale.value.startsWith('de') ? deDe : enUs);
}
