/** Walls between the rooms of the code: what rooms.mjs does not allow is an error, and so is a circle of files or of folders. */
import { ROOMS } from './scripts/lib/rooms.mjs';

/** @param {string} room */
const inside = (room) => `^${room.replace('*', '[^/]+')}/`;

const PACKAGES = ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown', 'core'];

/** What the browser loads: it brings Vue and the SDK itself, and everything else makes app.js larger. */
const SCREENS = '^(app|panels|modules)/';
/** What of the contract it loads with them. */
const LOADED = '^src/contract/[^/]+$';

export default {
	forbidden: [
		{ name: 'no-circle-of-files', severity: 'error', from: {}, to: { circular: true } },
		{ name: 'no-circle-of-folders', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
		{ name: 'resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
		{
			name: 'few-packages-on-screens',
			severity: 'error',
			from: { path: [SCREENS, LOADED] },
			to: { dependencyTypes: PACKAGES, pathNot: 'node_modules/(vue|vue-i18n|chart\\.js|@directus/extensions(-sdk)?)/' },
		},
		{
			// Of the contract they know constants and types: its schemas would bring zod along.
			name: 'no-schemas-on-screens',
			severity: 'error',
			from: { path: [SCREENS, LOADED] },
			to: { path: '^src/contract/[^/]+/', dependencyTypesNot: ['type-only'] },
		},
		{
			name: 'http-at-the-edge',
			severity: 'error',
			from: { pathNot: '^(endpoints|hooks)/' },
			to: { path: 'node_modules/(@types/)?express/' },
		},
	],
	allowed: [
		{ from: { path: '^src/[^/]+\\.d\\.ts$' }, to: {} },
		...Object.entries(ROOMS).flatMap(([room, { imports }]) => [
			// A panel and a module is each a room of its own: $1 is the path of the one that imports.
			{ from: { path: `^(${room.replace('*', '[^/]+')})/` }, to: { path: '^$1/' } },
			{ from: { path: inside(room) }, to: { path: ['src/contract', ...imports].map(inside) } },
			{ from: { path: inside(room) }, to: { dependencyTypes: PACKAGES } },
		]),
	],
	allowedSeverity: 'error',
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: { extensions: ['.ts', '.vue', '.mjs', '.js', '.d.ts'] },
	},
};
