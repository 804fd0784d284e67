/** `directus axis …`: the rollout on the host's command line. */
import type { HookExtensionContext, RegisterFunctions } from '@directus/extensions';
import type { OwnerDatabase } from '../src/db/owner-database';
import type { Config } from '../src/profile/config';
import { addApply, addRehearse, addRollback } from './act-commands';
import { addAuthority } from './authority-command';
import { addChanges } from './changes-command';
import { addCheck } from './check-command';
import { addFinding } from './finding-command';
import { addFoundation } from './foundation-command';
import { addHarden } from './harden-command';
import { addBaseline, addRebind, addRepair } from './mend-commands';
import { addGoal } from './goal-command';
import { addMe } from './me-command';
import { addOwner } from './owner-command';
import { addModel } from './model-command';
import { addPacket } from './packet-command';
import { addProfile } from './profile-commands';
import { isProgram } from './program';
import { addReadCommands } from './read-commands';
import { addRuns, addScan } from './record-commands';
import { addSeal } from './seal-command';
import type { CliContext } from './session';
import { addSource } from './source-command';
import { addTag } from './tag-command';

const HELP = `
Every command asks the database that this Directus is configured for, and the profile that AXIS_PROFILE names.
Answers go to stdout, everything else to stderr; Directus' own log lines go to stdout too: LOG_LEVEL=error keeps them away from --json.
`;

/** Outstanding migrations of Directus keep extensions, and so these commands, from loading. */
export function registerCommandLine(
	{ init }: Pick<RegisterFunctions, 'init'>,
	host: HookExtensionContext,
	config: Config,
	owner: OwnerDatabase,
): void {
	const context: CliContext = { host, config, owner };
	if (printsExactly(process.argv)) host.logger.level = 'silent';
	init('cli.before', ({ program }) => {
		if (!isProgram(program)) return;
		const axis = program.command('axis').description('Axis coverage: gate, rollout in tiers, scans').addHelpText('after', HELP);
		addFoundation(axis, context);
		addReadCommands(axis, context);
		addProfile(axis, context);
		addSource(axis, context);
		addRehearse(axis, context);
		addApply(axis, context);
		addRollback(axis, context);
		addScan(axis, context);
		addFinding(axis, context);
		addCheck(axis, context);
		addModel(axis, context);
		addTag(axis, context);
		addRepair(axis, context);
		addBaseline(axis, context);
		addRebind(axis, context);
		addAuthority(axis, context);
		addMe(axis, context);
		addOwner(axis, context);
		addGoal(axis, context);
		addChanges(axis, context);
		addRuns(axis, context);
		addSeal(axis, context);
		addPacket(axis, context);
		addHarden(axis, context);
	});
}

/** What a program is to read goes to stdout, and so would Directus' log lines, whatever LOG_LEVEL its configuration has. */
function printsExactly(argv: readonly string[]): boolean {
	return [
		['axis', 'harden', '--print'],
		['axis', 'profile', 'export'],
		['axis', 'changes', '--csv'],
		['axis', 'finding', '--csv'],
	].some((words) => words.every((word) => argv.includes(word)));
}
