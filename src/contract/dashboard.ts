/** The dashboard that POST /axis/dashboard makes. Ids are fixed, so that making it again finds it. */

/** Id of the module "Axis rollout", and its path below /admin. */
export const ROLLOUT_MODULE = 'axis-rollout';

/** Where on the dashboard a panel lies: grid units from 1, to the right and down. */
export interface DashboardPanel {
	id: string;
	type: string;
	name: string;
	icon: string;
	position_x: number;
	position_y: number;
	width: number;
	height: number;
}

export const DASHBOARD = {
	id: '6a7815c0-0000-4000-8000-000000000000',
	name: 'Axis coverage',
	icon: 'rule',
	note: 'Which governed objects have an accountable owner, per axis, and how far the rollout is',
} as const;

/**
 * Every panel of the bundle, as wide together as a screen of 1280 pixels shows beside the navigation. A number once given stays with its panel:
 * the id is made from it.
 */
export const DASHBOARD_PANELS: readonly DashboardPanel[] = [
	panel(2, 'axis-rollout', 'Axis rollout', 'stairs', [1, 1, 18, 19]),
	panel(3, 'axis-coverage-overview', 'Coverage overview', 'stacked_bar_chart', [19, 1, 26, 19]),
	panel(4, 'axis-gap-matrix', 'Gap matrix', 'grid_on', [1, 20, 44, 26]),
	panel(5, 'axis-coverage-trend', 'Coverage trend', 'timeline', [1, 46, 22, 23]),
	panel(6, 'axis-owner-load', 'Owner load', 'groups', [23, 46, 22, 23]),
	panel(7, 'axis-drift-findings', 'Drift findings', 'troubleshoot', [1, 69, 44, 28]),
	panel(8, 'axis-review-queue', 'Review queue', 'rate_review', [1, 97, 44, 19]),
	panel(9, 'axis-topic-tree', 'Topic tree', 'account_tree', [1, 116, 44, 17]),
	panel(1, 'axis-coverage', 'Axis coverage', 'rule', [1, 133, 44, 26]),
];

type Place = [x: number, y: number, width: number, height: number];

function panel(number: number, type: string, name: string, icon: string, place: Place): DashboardPanel {
	const [position_x, position_y, width, height] = place;
	const id = `6a7815c0-0000-4000-8000-${String(number).padStart(12, '0')}`;
	return { id, type, name, icon, position_x, position_y, width, height };
}
