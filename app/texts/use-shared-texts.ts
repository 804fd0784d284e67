/** Texts of the shared components alone. */
import { defineTexts } from './define-texts';

export const useSharedTexts = defineTexts('axis_shared', { 'en-US': {}, 'de-DE': {} });
