/** The panel's texts and number formats in the Studio's language. */
import { defineTexts, type Texts } from '../../../app/texts/define-texts';
import type { SharedKey } from '../../../app/texts/en-us';
import { deDe } from './de-de';
import { enUs, type TrendKey } from './en-us';

export type TrendTexts = Texts<TrendKey | SharedKey>;

/** To be called in `setup`. */
export const useTexts = defineTexts('axis_trend', { 'en-US': enUs, 'de-DE': deDe });
