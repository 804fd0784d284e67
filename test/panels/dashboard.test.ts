/** The dashboard that the bundle makes: panels that there are, each with room, none over another. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { PanelConfig } from '@directus/extensions';
import { DASHBOARD, DASHBOARD_PANELS, type DashboardPanel } from '../../src/contract';

/** Panels of this build, by type. */
async function panelsThereAre(): Promise<Map<string, PanelConfig>> {
	const entry = z.union([
		z.object({ type: z.literal('panel'), source: z.string() }),
		z.object({ type: z.string().regex(/^(?!panel$)/) }),
	]);
	const { entries } = z
		.object({ 'directus:extension': z.object({ entries: z.array(entry) }) })
		.parse(JSON.parse(readFileSync('package.json', 'utf8')))['directus:extension'];
	const modules: { default: PanelConfig }[] = await Promise.all(
		entries.flatMap((found) => ('source' in found ? [import(/* @vite-ignore */ resolve(found.source))] : [])),
	);
	return new Map(modules.map(({ default: panel }) => [panel.id, panel]));
}

const overlaps = (one: DashboardPanel, other: DashboardPanel) =>
	one.position_x < other.position_x + other.width &&
	other.position_x < one.position_x + one.width &&
	one.position_y < other.position_y + other.height &&
	other.position_y < one.position_y + one.height;

it('holds every panel that there is, each as large as it asks for at least', async () => {
	const there = await panelsThereAre();
	expect(DASHBOARD_PANELS.map(({ type }) => type).toSorted(), 'give each panel a place in src/contract/dashboard.ts').toEqual(
		[...there.keys()].toSorted(),
	);
	for (const { type, width, height } of DASHBOARD_PANELS) {
		const panel = there.get(type);
		expect(panel, type).toBeDefined();
		expect(width, type).toBeGreaterThanOrEqual(panel?.minWidth ?? Infinity);
		expect(height, type).toBeGreaterThanOrEqual(panel?.minHeight ?? Infinity);
	}
});

it('lays no panel over another, and none beyond the 52 units that a screen of 1280 pixels shows', () => {
	for (const [position, panel] of DASHBOARD_PANELS.entries()) {
		for (const other of DASHBOARD_PANELS.slice(position + 1))
			expect(overlaps(panel, other), `${panel.type} and ${other.type}`).toBe(false);
		expect(panel.position_x + panel.width).toBeLessThanOrEqual(53);
	}
});

it('gives each an id of its own', () => {
	const ids = [DASHBOARD.id, ...DASHBOARD_PANELS.map(({ id }) => id)];
	expect(new Set(ids).size).toBe(ids.length);
	for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});
