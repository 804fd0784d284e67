/** Texts of assigning and waiving, with the shared ones. */
import { defineTexts } from '../../texts/define-texts';
import { deDe } from './de-de';
import { enUs } from './en-us';

export const useTexts = defineTexts('axis_assign', { 'en-US': enUs, 'de-DE': deDe });
