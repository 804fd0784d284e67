/** Asks a person before a database changes. */
import type { Profile } from '../src/profile/profile';
import { UsageError } from './options';
import type { Terminal } from './terminal';

/**
 * Fulfils when the person typed the word, or `yes` was given.
 * Errors: UsageError where nobody can be asked, and for any other answer.
 */
export async function confirm(
	terminal: Terminal,
	yes: boolean,
	what: string,
	word: string,
	{ database }: Profile,
): Promise<void> {
	if (yes) return;
	if (!terminal.interactive)
		throw new UsageError(
			`${what} needs a confirmation, and nobody can be asked here: repeat it with --yes. Nothing was changed.`,
		);
	const answer = await terminal.ask(`${what} changes the database "${database}". Type ${word} to go on: `);
	if (answer !== word) throw new UsageError(`it was not confirmed. Nothing was changed.`);
}
