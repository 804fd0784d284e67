/** axe-core over what is mounted. Colours, sizes and landmarks need a browser and a page: those rules run in the end-to-end tests. */
import axe from 'axe-core';

const NEEDS_A_BROWSER = ['color-contrast', 'target-size', 'region', 'page-has-heading-one', 'landmark-one-main'];

/** Serious and critical violations, each with the elements that it is about; none is what a test wants. */
export async function seriousViolations(element: Element): Promise<string[]> {
	const { violations } = await axe.run(element, {
		rules: Object.fromEntries(NEEDS_A_BROWSER.map((rule) => [rule, { enabled: false }])),
		resultTypes: ['violations'],
	});
	return violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}
