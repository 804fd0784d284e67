/** An act that is bound to what its preview showed. */
import { ChangedMeanwhileError } from '../errors';

/** Errors: ChangedMeanwhileError where what would change is not what was shown. */
export function requireExpected(asked: string, expected: string, actual: string): void {
	if (expected !== actual) throw new ChangedMeanwhileError({ asked, expected, actual });
}
