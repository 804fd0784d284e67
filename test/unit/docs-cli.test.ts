/** docs/cli.md holds what each command says of itself with `--help`. `-u` writes it anew. */
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { registerCommandLine } from '../../cli';
import { createConfig } from '../../src/profile/config';
import { expectSection, markdownTable } from '../support/generated-section';

let printed = '';
const program = new Command('directus').configureOutput({
	writeOut: (text) => {
		printed += text;
	},
	getOutHelpWidth: () => 110,
});
// Nothing is run: host and database are never asked.
registerCommandLine(
	{ init: (_event: string, handler: (given: { program: Command }) => void) => handler({ program }) },
	JSON.parse('{}'),
	createConfig({}),
	JSON.parse('{}'),
);
/** A command that has commands is named with each of them. */
const commands = program.commands
	.flatMap((axis) => axis.commands)
	.flatMap((command) => (command.commands.length === 0 ? [command] : command.commands));

function nameOf(command: Command): string {
	const above = command.parent?.name() ?? 'axis';
	return above === 'axis' ? command.name() : `${above} ${command.name()}`;
}

function helpOf(command: Command): string {
	printed = '';
	command.outputHelp();
	return printed.trim();
}

it('docs/cli.md lists every command, and what it prints with --help', async () => {
	const overview = markdownTable(
		['command', 'does'],
		commands.map((command) => {
			const name = nameOf(command);
			return [`[\`directus axis ${name}\`](#directus-axis-${name.replaceAll(' ', '-')})`, command.description()];
		}),
	);
	const each = commands.map((command) => `## directus axis ${nameOf(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\``);
	await expectSection('docs/cli.md', 'commands', [overview, ...each].join('\n\n'));
});

it('docs/cli.md names every command that asks first', async () => {
	const asking = commands.filter((command) => command.options.some(({ long }) => long === '--yes')).map(nameOf);
	expect(asking).toContain('apply');
	const named = asking.map((name) => `[\`${name}\`](#directus-axis-${name.replaceAll(' ', '-')})`).join(', ');
	await expectSection(
		'docs/cli.md',
		'asking',
		`These ask before they change something, and \`--yes\` answers for programs: ${named}.`,
	);
});

it('every command says in a sentence what it does, and gives examples', () => {
	expect(commands).not.toEqual([]);
	for (const command of commands) {
		expect(command.description(), nameOf(command)).toMatch(/^[A-Z].*\.$/);
		expect(helpOf(command)).toMatch(/Exit codes: .*Examples:\n {2}\$ directus axis /s);
	}
});
