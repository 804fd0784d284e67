/** What the commands use of commander, which the host's program brings: no dependency of ours. */

export interface Command {
	command(name: string): Command;
	description(text: string): Command;
	argument(name: string, description: string): Command;
	option(flags: string, description: string): Command;
	requiredOption(flags: string, description: string): Command;
	addHelpText(position: 'after', text: string): Command;
	allowExcessArguments(allow: boolean): Command;
	/** Called with the arguments, then the options, then the command. */
	action(handler: (...given: unknown[]) => Promise<void>): Command;
}

export function isProgram(value: unknown): value is Command {
	return typeof value === 'object' && value !== null && 'command' in value && typeof value.command === 'function';
}

/** Help text of examples, one a line. */
export function examples(...lines: readonly string[]): string {
	return `\nExamples:\n${lines.map((line) => `  $ directus axis ${line}`).join('\n')}\n`;
}

export const EXIT_CODES = '\nExit codes: 0 ready or passed, 10 blocked or refused, 1 error, 130 interrupted.\n';
