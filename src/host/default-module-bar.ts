/** The module bar that the Studio shows where the settings name none. Nothing of it is stored, so that adding to it means to write it whole. */

export type BarEntry = { type: 'module'; id: string; enabled: boolean; locked?: boolean } | BarLink;
type BarLink = {
	type: 'link';
	id: string;
	enabled: boolean;
	name: string;
	icon: string;
	url: string;
};

const module = (id: string, enabled = true): BarEntry => ({ type: 'module', id, enabled });
const docs = (url: string): BarLink => ({ type: 'link', id: 'docs', enabled: true, name: '$t:documentation', icon: 'help', url });

/** As in the code of Directus 12.4 and 11.17. The newer one has a module for flows. */
export function defaultModuleBar(hasFlows: boolean): BarEntry[] {
	return [
		module('content'),
		module('visual', false),
		...['users', 'files', 'insights', ...(hasFlows ? ['flows'] : [])].map((id) => module(id)),
		module('deployments', false),
		docs(hasFlows ? 'https://directus.com/docs' : 'https://docs.directus.io'),
		{ type: 'module', id: 'settings', enabled: true, locked: true },
	];
}
