/** A failure that a person can act on: its message is a whole sentence (or several) and is printed without a stack trace. */
export class Failure extends Error {
	name = 'Failure';
}

/** Node's, the system's and PostgreSQL's names for it. */
const DISK_FULL = /\bENOSPC\b|no space left on device|\b53100\b/i;

/**
 * Turns anything thrown into the sentence to print. A full disk is named as such wherever it struck; what is not a Failure keeps its stack,
 * because then the defect is ours.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function explainFailure(error) {
	const text = error instanceof Error ? `${error.message} ${/** @type {{code?: string}} */ (error).code ?? ''}` : String(error);
	const full = text.split('\n').find((line) => DISK_FULL.test(line));
	if (full !== undefined) {
		return `The disk is full (${full.trim().slice(0, 200)}). Free some space, or point --data-dir (and XDG_CACHE_HOME) to another disk, and start again.`;
	}
	if (error instanceof Failure) return error.message;
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
