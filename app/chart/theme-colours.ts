/**
 * The theme's colours for a canvas, which knows no CSS variables. Probe elements take them on; the browser resolves color-mix and fallbacks.
 * A transition on the probes tells when one changes, whatever changed it: theme, appearance of the system, or a style of the project.
 */
import { onMounted, onUnmounted, shallowRef, type Ref, type ShallowRef } from 'vue';

/** CSS of each colour that charts use. */
export const COLOUR_CSS = {
	success: 'var(--theme--success)',
	danger: 'var(--theme--danger)',
	danger_soft: 'color-mix(in srgb, var(--theme--danger) 32%, var(--theme--background))',
	warning: 'var(--theme--warning)',
	primary: 'var(--theme--primary)',
	secondary: 'var(--theme--secondary)',
	foreground: 'var(--theme--foreground)',
	accent: 'var(--theme--foreground-accent)',
	border: 'var(--theme--border-color-subdued)',
	background: 'var(--theme--background)',
} as const;

export type ColourName = keyof typeof COLOUR_CSS;
/** As `rgba(r, g, b, a)`, which every part of the chart library can read. */
export type Colours = Record<ColourName, string>;

/** Colours as of now and after every change of theme; null until the host was in view once, or where there is no canvas. */
export function useThemeColours(host: Ref<HTMLElement | null>): ShallowRef<Colours | null> {
	const colours = shallowRef<Colours | null>(null);
	const probes = new Map<ColourName, HTMLElement>();
	const read = () => (colours.value = readColours(probes));

	// A chart below the edge of the screen costs nothing before somebody scrolls to it.
	const observer = new IntersectionObserver((entries) => {
		if (!entries.some((entry) => entry.isIntersecting)) return;
		observer.disconnect();
		start();
	});

	function start(): void {
		for (const name of colourNames()) {
			const probe = document.createElement('span');
			probe.hidden = false;
			probe.setAttribute('aria-hidden', 'true');
			probe.style.cssText = `position: absolute; inline-size: 0; block-size: 0; color: ${COLOUR_CSS[name]}; transition: color 1ms;`;
			host.value?.append(probe);
			probes.set(name, probe);
		}
		host.value?.addEventListener('transitionend', read);
		read();
	}
	onMounted(() => {
		if (host.value) observer.observe(host.value);
	});
	onUnmounted(() => {
		observer.disconnect();
		for (const probe of probes.values()) probe.remove();
		probes.clear();
	});
	return colours;
}

function colourNames(): ColourName[] {
	return Object.keys(COLOUR_CSS).filter((name): name is ColourName => name in COLOUR_CSS);
}

function readColours(probes: ReadonlyMap<ColourName, HTMLElement>): Colours | null {
	const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
		willReadFrequently: true,
	});
	if (!context) return null;

	const paint = (name: ColourName): string => {
		const probe = probes.get(name);
		context.clearRect(0, 0, 1, 1);
		context.fillStyle = probe ? getComputedStyle(probe).color : 'transparent';
		context.fillRect(0, 0, 1, 1);
		const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
		return `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
	};
	return {
		success: paint('success'),
		danger: paint('danger'),
		danger_soft: paint('danger_soft'),
		warning: paint('warning'),
		primary: paint('primary'),
		secondary: paint('secondary'),
		foreground: paint('foreground'),
		accent: paint('accent'),
		border: paint('border'),
		background: paint('background'),
	};
}
