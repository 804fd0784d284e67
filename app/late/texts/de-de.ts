/** German of what stands in the place of a part that could not be loaded. */
import type { LateTexts } from './en-us';

export const deDe: LateTexts = {
	missing_title: 'Dieser Teil konnte nicht geladen werden',
	missing_text:
		'Wahrscheinlich wurde die Erweiterung aktualisiert, nachdem diese Seite geöffnet wurde. Laden Sie die Seite neu, dann kommt die neue Fassung.',
	reload: 'Seite neu laden',
	loading: 'Wird geladen …',
};
