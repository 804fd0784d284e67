/** The command that writes the packet. */
import { z } from 'zod';
import { packetOf } from '../src/packet/packet';
import { codeOption, readOptions, wantsJson } from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { runCommand, type CliContext } from './session';
import { writePacket } from './write-packet';

const options = z.object({ out: codeOption, ratifiedApr: codeOption.optional() });

export function addPacket(axis: Command, context: CliContext): void {
	axis
		.command('packet')
		.description('Write the rollout as SQL files for psql. Asks nothing of the database.')
		.requiredOption('--out <dir>', 'folder to write to; new, empty, or with an earlier packet')
		.option('--ratified-apr <code>', 'approval code that the files go by unless psql is given another')
		.option('--json', 'print the folder and the names of the files as JSON')
		.allowExcessArguments(false)
		.addHelpText('after', EXIT_CODES + examples('packet --out ./packet', 'packet --out ./packet --ratified-apr APR-2026-17'))
		.action(async (given) => {
			await runCommand(context, wantsJson(given), async ({ rollout }) => {
				const { out, ratifiedApr } = readOptions(options, given);
				const files = packetOf(rollout().loaded, ratifiedApr ?? null);
				const directory = await writePacket(out, files);
				const names = [...files.keys()];
				return {
					data: { directory, files: names },
					ok: true,
					text: `${directory}\n${names.map((name) => `  ${name}`).join('\n')}`,
				};
			});
		});
}
