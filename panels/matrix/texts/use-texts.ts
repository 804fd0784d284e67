/** The panel's texts and number formats in the Studio's language. */
import { defineTexts, type Texts as AnyTexts } from '../../../app/texts/define-texts';
import type { SharedKey } from '../../../app/texts/en-us';
import { deDe } from './de-de';
import { enUs, type MatrixKey } from './en-us';

export type Texts = AnyTexts<MatrixKey | SharedKey>;

/** To be called in `setup`. */
export const useTexts = defineTexts('axis_matrix', { 'en-US': enUs, 'de-DE': deDe });
