/** The panel's texts and number formats in the Studio's language. */
import { useI18n } from 'vue-i18n';
import { enUs, type PanelTexts, type TextKey } from './en-us';

/** Languages of the panel by Studio language code; the Studio falls back to en-US for all others. */
const LANGUAGES: Record<string, PanelTexts> = { 'en-US': enUs };

export interface Texts {
	/** The text of `key` with its values filled in; `plural` picks the form. */
	text: (key: TextKey, values?: Record<string, string>, plural?: number) => string;
	/** A counted noun, e.g. "35 objects". */
	counted: (key: TextKey, count: number) => string;
	/** A whole number, grouped as the language does it. */
	number: (value: number) => string;
	/** 0..100 with at most one decimal, without the sign. The server rounds down, so 100 means all of it. */
	percent: (value: number) => string;
	time: (value: Date) => string;
}

/** To be called in `setup`. Merging the same messages again changes nothing, so each component may call it. */
export function useTexts(): Texts {
	const { t, locale, mergeLocaleMessage } = useI18n();

	for (const [language, texts] of Object.entries(LANGUAGES)) {
		mergeLocaleMessage(language, { axis_coverage: texts });
	}

	const number = (value: number) => new Intl.NumberFormat(locale.value).format(value);

	return {
		text: (key, values = {}, plural = 1) => t(`axis_coverage.${key}`, values, plural),
		counted: (key, count) => t(`axis_coverage.${key}`, { n: number(count) }, count),
		number,
		percent: (value) => new Intl.NumberFormat(locale.value, { maximumFractionDigits: 1 }).format(value),
		time: (value) => new Intl.DateTimeFormat(locale.value, { timeStyle: 'medium' }).format(value),
	};
}
