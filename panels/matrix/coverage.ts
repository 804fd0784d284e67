/** Insights panel "Axis coverage": the compact matrix under a name of its own, as dashboards have it. */
import { h, type FunctionalComponent } from 'vue';
import type { PanelConfig } from '@directus/extensions';
import { lateComponent } from '../../app/late/late-component';
import { AXIS_OPTION } from '../../app/options';

const MatrixPanel = lateComponent(() => import('./panel.vue'));

const compactPanel: FunctionalComponent = (options) => h(MatrixPanel, { ...options, compact: true });

export default {
	id: 'axis-coverage',
	name: 'Axis coverage',
	icon: 'rule',
	description: 'Direct, inherited and missing accountable owners per axis, with a matrix of objects and values',
	component: compactPanel,
	options: [
		AXIS_OPTION,
		{
			field: 'show_matrix',
			name: 'Matrix',
			type: 'boolean',
			schema: { default_value: true },
			meta: { interface: 'boolean', width: 'half', options: { label: 'Show the matrix' } },
		},
	],
	// Grid units: one axis with its numbers and the first rows of the matrix.
	minWidth: 20,
	minHeight: 12,
} satisfies PanelConfig;
