/** The panel's texts and number formats in the Studio's language. */
import { defineTexts, type Texts } from '../../shared/texts/define-texts';
import type { SharedKey } from '../../shared/texts/en-us';
import { deDe } from './de-de';
import { enUs, type TrendKey } from './en-us';

export type TrendTexts = Texts<TrendKey | SharedKey>;

/** To be called in `setup`. */
export const useTexts = defineTexts('axis_trend', { 'en-US': enUs, 'de-DE': deDe });
