/** `directus axis goal`: lists goals, sets one, or ends one. */
import { z } from 'zod';
import type { Goal } from '../src/contract';
import { EndGoalBody, GoalBody } from '../src/contract/schemas';
import { listGoals } from '../src/goals/goals';
import { endGoal, previewEndOfGoal, previewGoal, setGoal } from '../src/goals/write-goals';
import { confirm } from './confirm';
import {
	codeOption,
	flagOption,
	JSON_HELP,
	parseBody,
	readOptions,
	reasonOption,
	UsageError,
	wantsJson,
	YES_HELP,
} from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks } from './render';
import { undoOf } from './run-batch';
import { runCommand, type Answer, type CliContext, type Session } from './session';
import { formatTable } from './table';

/** So many rows a list shows. */
const PAGE = { limit: 1000, offset: 0 };

const options = z.object({
	axis: codeOption.optional(),
	group: codeOption.optional(),
	value: codeOption.optional(),
	percent: z
		.string()
		.regex(/^\d{1,3}(?:\.\d{1,10})?$/, 'is not a number, e.g. 95 or 99.5')
		.transform(Number)
		.optional(),
	by: z.string().optional(),
	reason: reasonOption.optional(),
	dryRun: flagOption,
	yes: flagOption,
});
type Options = z.infer<typeof options>;

export function addGoal(axis: Command, context: CliContext): void {
	axis
		.command('goal')
		.description('List goals with where they are and whether scans say that they will be met, set one, or end one.')
		.argument('<what>', 'list, set or end')
		.argument('[id]', 'with end: the goal')
		.option('--axis <code>', 'with set: the axis; with list: goals of this axis alone')
		.option('--group <group>', 'with set: objects of this group and of all below it (default: all objects)')
		.option('--value <code>', 'with set: cells of this value (default: every value)')
		.option('--percent <number>', 'with set: so many of a hundred required cells shall have an owner')
		.option('--by <day>', 'with set: the last day of the goal, as 2027-03-31')
		.option('--reason <text>', 'with set and end: why, for the record; needed')
		.option('--dry-run', 'with set and end: say what it would do, and change nothing')
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES +
				examples(
					'goal list',
					'goal set --axis responsibility --value policy --percent 95 --by 2027-03-31 --reason "The audit asks for it" --dry-run',
					'goal set --axis responsibility --group pages --percent 100 --by 2027-06-30 --reason "Our own website first"',
					'goal end 2f6c0a4e-5c1d-4f0e-9d2b-0c8a7e1f3b52 --reason "The audit is over" --yes',
				),
		)
		.action(async (what, id, given) => {
			await runCommand(context, wantsJson(given), async (session) => {
				const read = readOptions(options, given);
				const goal = parseBody(codeOption.optional(), id);
				if (what === 'end') return end(session, goal, read);
				if (goal !== undefined) throw new UsageError("an id is used with 'end' alone");
				if (what === 'set') return set(session, read);
				if (what === 'list') return list(session, read);
				throw new UsageError(`there is no 'goal ${String(what)}': list, set, end`);
			});
		});
}

async function list(session: Session, { axis, dryRun, yes, ...more }: Options): Promise<Answer> {
	if (dryRun || yes || isAnyGiven(more)) throw new UsageError("'list' takes '--axis' and '--json' alone");
	const { rows } = await listGoals(session.rollout().db, PAGE, axis === undefined ? {} : { axis });
	return { data: rows, ok: true, text: rows.length === 0 ? 'No goal stands.' : renderGoals(rows) };
}

async function set(session: Session, { axis, group, value, percent, by, reason, dryRun, yes }: Options): Promise<Answer> {
	if (axis === undefined || percent === undefined || by === undefined || reason === undefined)
		throw new UsageError("'--axis', '--percent', '--by' and '--reason' are needed");
	const body = parseBody(GoalBody, { axis_code: axis, group_ref: group, value_code: value, percent, due_on: by, reason });
	const target = await session.acting();
	const writer = { actor: session.requestedBy };
	if (dryRun) {
		const data = await previewGoal(target, writer, body);
		const text = blocks(
			renderGoals([{ ...data.goal, id: null }]),
			renderReplaced(data.replaces, 'would end'),
			'Nothing was changed.',
		);
		return { data, ok: true, text };
	}
	await confirm(session.terminal, yes, 'Setting a goal', 'yes', target.loaded.profile);
	const data = await setGoal(target, writer, body);
	return {
		data,
		ok: true,
		text: blocks(renderGoals([data.goal]), renderReplaced(data.replaces, 'ended'), undoOf(data.batch.id)),
	};
}

async function end(session: Session, id: string | undefined, { reason, dryRun, yes, ...more }: Options): Promise<Answer> {
	if (id === undefined || reason === undefined || isAnyGiven(more))
		throw new UsageError("the id of a goal and '--reason' are needed, and nothing else: goal end <id> --reason <text>");
	const body = parseBody(EndGoalBody, { reason });
	const target = await session.acting();
	const writer = { actor: session.requestedBy };
	if (dryRun) {
		const data = await previewEndOfGoal(target, writer, id, body);
		return { data, ok: true, text: blocks(renderGoals([data]), 'This goal would end. Nothing was changed.') };
	}
	await confirm(session.terminal, yes, `Ending the goal ${id}`, 'yes', target.loaded.profile);
	const data = await endGoal(target, writer, id, body);
	return { data, ok: true, text: blocks(renderGoals([data.goal]), `This goal ended. ${undoOf(data.batch.id)}`) };
}

const isAnyGiven = (more: object) => Object.values(more).some((given) => given !== undefined);

function renderReplaced(goal: Goal | null, what: string): string {
	return goal === null ? '' : `It replaces ${goal.percent} % by ${goal.due_on}, which ${what}.`;
}

/** A percent without its base says little: the cells stand beside it. */
function renderGoals(goals: readonly (Omit<Goal, 'id'> & { id: string | null })[]): string {
	return formatTable(
		['state', 'goal', 'by', 'axis', 'group', 'value', 'now', 'cells', 'expected', 'id'],
		goals.map((goal) => [
			goal.state,
			percentOf(goal.percent),
			goal.due_on,
			goal.axis_code,
			goal.group_ref,
			goal.value_code,
			percentOf(goal.coverage_percent),
			`${goal.covered_cells} of ${goal.required_cells}`,
			percentOf(goal.expected_percent),
			goal.id,
		]),
	);
}

const percentOf = (percent: number | null) => (percent === null ? null : `${percent} %`);
