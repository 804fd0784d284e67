/** A failure that a person can act on: its message is a whole sentence (or several) and is printed without a stack trace. */
export class Failure extends Error {
	name = 'Failure';
}

/**
 * Turns anything thrown into the sentence to print. A full disk is named as such wherever it struck; what is not a Failure keeps its stack,
 * because then the defect is ours.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function explainFailure(error) {
	const text = error instanceof Error ? `${error.message} ${/** @type {{code?: string}} */ (error).code ?? ''}` : String(error);
	if (/\bENOSPC\b|no space left on device|\b53100\b/i.test(text)) {
		return `The disk is full (${firstLine(text)}). Free some space, or point --data-dir (and XDG_CACHE_HOME) to another disk, and start again.`;
	}
	if (error instanceof Failure) return error.message;
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @param {string} text */
function firstLine(text) {
	return text.trim().split('\n')[0]?.slice(0, 200) ?? '';
}
