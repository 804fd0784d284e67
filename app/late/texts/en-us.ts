/** What stands in the place of a part that could not be loaded; the words travel with the first file, which is there. */
export const enUs = {
	missing_title: 'This part could not be loaded',
	missing_text: 'Most likely the extension was updated after this page was opened. Reload the page to get the new version.',
	reload: 'Reload the page',
	loading: 'Loading …',
};

export type LateTexts = Readonly<Record<keyof typeof enUs, string>>;
