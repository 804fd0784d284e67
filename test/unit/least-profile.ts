/** A profile with every section, each as small as it may be. */
const axis = (code: string) => ({ axis_code: code, axis_name: code, rule_code: `CR-${code}`, tag: `T-${code}` });

export const least = () => ({
	name: 'least',
	database: 'directus',
	responsibility: axis('responsibility'),
	ownership: { created_by: 'SEED', groups: [{ group_ref: 'G', owner_gov_code: 'O' }] },
	containment: axis('containment'),
	topic: { ...axis('topic'), values: [{ value_code: 'root' }], maps: [], assignments: [], owners: [] },
	invariants: [] as unknown[],
});
