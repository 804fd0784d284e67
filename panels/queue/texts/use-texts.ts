/** The panel's texts and number formats in the Studio's language. */
import { defineTexts } from '../../../app/texts/define-texts';
import { deDe } from './de-de';
import { enUs } from './en-us';

/** To be called in `setup`. */
export const useTexts = defineTexts('axis_queue', { 'en-US': enUs, 'de-DE': deDe });
