/** The count of governance events in an outbox, for the tier files that ask it. */
import { includeText } from '../db/sql-text';
import governanceEmits from './sql/governance-emits.sql';

/** A text with the count where it says so. */
export function withEmits(text: string): string {
	return includeText(text, 'governance-emits.sql', governanceEmits);
}
