/** Commands that only read: gate, preflight, plan, verify. */
import { z } from 'zod';
import { gateStatus, policyForAnybody, readGate } from '../src/gate/gate';
import { databaseBlockers } from '../src/run/ledger-setup';
import { readPlan } from '../src/rollout/plan';
import { readPreflight } from '../src/rollout/preflight';
import { verifyRollout } from '../src/rollout/verify';
import { runSelfTest } from '../src/self-test/run-self-test';
import { EXIT_CODES, examples, type Command } from './program';
import { flagOption, JSON_HELP, readOptions, wantsJson } from './options';
import { blocks, renderBlockers, renderChanges, renderChecks, renderPlan } from './render';
import { renderSelfTest } from './render-self-test';
import { runCommand, type Answer, type CliContext, type Session } from './session';

/** In place of what would let a rollout start. */
const APPLIED =
	'Every tier is applied: there is nothing left to start, so that what fails above calls for nothing. "directus axis verify" tells whether what was applied holds.';

const gateOptions = z.object({ selfTest: flagOption });

export function addReadCommands(axis: Command, context: CliContext): void {
	addGate(axis, context);
	add(axis, context, 'preflight', 'Compare the database with what the profile expects at the start.', async ({ rollout }) => {
		const given = rollout();
		const data = await readPreflight(given, await databaseBlockers(given.db));
		const next = data.applied ? APPLIED : renderBlockers(data.blockers);
		return { data, ok: data.status === 'READY', text: blocks(renderChecks(data.checks), next, data.status) };
	});
	add(axis, context, 'plan', 'Say for each tier where it stands and what it would move.', async ({ rollout }) => {
		const data = await readPlan(rollout());
		return { data, ok: data.tiers.every((tier) => tier.state !== 'blocked' && tier.state !== 'drifted'), text: renderPlan(data) };
	});
	add(axis, context, 'verify', 'Ask every check of the applied tiers again.', async ({ rollout }) => {
		const data = await verifyRollout(rollout());
		return {
			data,
			ok: data.status === 'PASS',
			text: blocks(renderChecks(data.checks), renderChanges(data.changes), data.status),
		};
	});
}

function addGate(axis: Command, context: CliContext): void {
	axis
		.command('gate')
		.description('Say whether the gate is open, or what is missing.')
		.option('--self-test', 'try every way to write, in a transaction that is rolled back')
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText('after', EXIT_CODES + examples('gate', 'gate --json', 'gate --self-test'))
		.action(async (given) =>
			runCommand(context, wantsJson(given), async (session) => {
				const { selfTest } = readOptions(gateOptions, given);
				return selfTest ? testGate(context, session) : readGateStatus(session);
			}),
		);
}

async function readGateStatus({ rollout }: Session): Promise<Answer> {
	const { db, loaded } = rollout();
	const { ratification } = loaded.profile;
	const data = gateStatus(await readGate(db, ratification, null), ratification, await databaseBlockers(db), new Date());
	return { data, ok: data.status === 'READY', text: blocks(data.status, renderBlockers(data.blockers)) };
}

async function testGate({ host }: CliContext, { rollout }: Session): Promise<Answer> {
	const data = await runSelfTest(host, policyForAnybody(rollout().loaded.profile.ratification));
	return { data, ok: data.status === 'HOLDS', text: renderSelfTest(data) };
}

function add(
	axis: Command,
	context: CliContext,
	name: string,
	description: string,
	work: (session: Session) => Promise<Answer>,
): void {
	axis
		.command(name)
		.description(description)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText('after', EXIT_CODES + examples(name, `${name} --json`))
		.action(async (given) => runCommand(context, wantsJson(given), work));
}
