/** Texts and number formats in the Studio's language: a panel hands in its own texts and gets the shared ones with them. */
import { useI18n } from 'vue-i18n';
import { deDe } from './de-de';
import { enUs, type SharedKey, type SharedTexts } from './en-us';

/** The languages of every panel by Studio language code; the Studio falls back to en-US for all others. */
export type Languages<Key extends string> = Record<'en-US' | 'de-DE', Readonly<Record<Key, string>>>;

const SHARED: Record<keyof Languages<never>, SharedTexts> = { 'en-US': enUs, 'de-DE': deDe };

export interface Texts<Key extends string = SharedKey> {
	/** The text of `key` with its values filled in; `plural` picks the form. */
	text: (key: Key, values?: Record<string, string>, plural?: number) => string;
	/** A counted noun, e.g. "35 objects". */
	counted: (key: Key, count: number) => string;
	/** A whole number, grouped as the language does it. */
	number: (value: number) => string;
	/** 0..100 with at most one decimal, without the sign. The server rounds down, so 100 means all of it. */
	percent: (value: number) => string;
	/** Time of the day. */
	time: (value: Date) => string;
	/** Day and time of an ISO 8601 time. */
	moment: (iso: string) => string;
	/** Language code of the Studio, e.g. `de-DE`. */
	language: () => string;
}

/** What every language brings for a namespace: the shared texts with the panel's own over them. */
export function textsOf<Key extends string>(languages: Languages<Key>): Record<string, Record<string, string>> {
	return {
		'en-US': { ...SHARED['en-US'], ...languages['en-US'] },
		'de-DE': { ...SHARED['de-DE'], ...languages['de-DE'] },
	};
}

/**
 * Makes `useTexts` of one panel; to be called in `setup`. `namespace` keeps its messages apart from the Studio's and from other panels'.
 * Messages are merged only where they are not there yet: merging is too slow for every cell of a large matrix.
 */
export function defineTexts<Key extends string>(namespace: string, languages: Languages<Key>): () => Texts<Key | SharedKey> {
	return () => {
		const { t, locale, getLocaleMessage, mergeLocaleMessage } = useI18n();
		for (const [language, texts] of Object.entries(textsOf(languages))) {
			if (!(namespace in getLocaleMessage(language))) mergeLocaleMessage(language, { [namespace]: texts });
		}

		const number = (value: number) => formatsOf(locale.value).number.format(value);
		return {
			text: (key, values = {}, plural = 1) => t(`${namespace}.${key}`, isolate(values), plural),
			counted: (key, count) => t(`${namespace}.${key}`, { n: number(count) }, count),
			number,
			percent: (value) => formatsOf(locale.value).percent.format(value),
			time: (value) => formatsOf(locale.value).time.format(value),
			moment: (iso) => formatsOf(locale.value).moment.format(new Date(iso)),
			language: () => locale.value,
		};
	};
}

/** What changes the direction of text, or is written from right to left. */
const DIRECTED = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Names of people's own must not turn the words around them: each stands between FSI and PDI, as in an element `bdi`. */
function isolate(values: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [name, DIRECTED.test(value) ? `\u2068${value}\u2069` : value]),
	);
}

interface Formats {
	number: Intl.NumberFormat;
	percent: Intl.NumberFormat;
	time: Intl.DateTimeFormat;
	moment: Intl.DateTimeFormat;
}

/** Making a format costs a thousand times what using it does. */
const formats = new Map<string, Formats>();

function formatsOf(locale: string): Formats {
	const known = formats.get(locale);
	if (known) return known;
	const made: Formats = {
		number: new Intl.NumberFormat(locale),
		percent: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
		time: new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }),
		moment: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
	};
	formats.set(locale, made);
	return made;
}
