/** `directus axis model`: axes, values and rules, one act at a time, shown before it is made. */
import { z } from 'zod';
import { AxisBody, RuleBody, ValuesBody } from '../src/contract/schemas';
import { axisAct, ruleAct, valuesAct } from '../src/model/acts';
import { MODEL_TEMPLATES } from '../src/model/templates';
import { undoChange } from '../src/model/undo-change';
import { confirm } from './confirm';
import {
	codeOption,
	flagOption,
	JSON_HELP,
	parseBody,
	readOptions,
	reasonOption,
	requireReason,
	UsageError,
	wantsJson,
	YES_HELP,
} from './options';
import { makeAct } from './make-act';
import { EXIT_CODES, examples, type Command } from './program';
import { runCommand, type Answer, type CliContext, type Session } from './session';
import { formatTable } from './table';

const semantics = { cardinality: z.string(), missing: z.string(), inheritTags: z.boolean(), inheritOwners: z.boolean() };
const options = z
	.object({
		name: codeOption,
		template: codeOption,
		mode: z.string(),
		axis: codeOption,
		appliesTo: codeOption,
		threshold: z.coerce.number(),
		staleness: z.coerce.number(),
	})
	.extend(semantics)
	.partial()
	.extend({ reason: reasonOption.optional(), ratifiedApr: codeOption.optional() })
	.extend({ activate: flagOption, dryRun: flagOption, yes: flagOption });
type Options = z.infer<typeof options>;

const ACTS = ['add-axis', 'change-axis', 'add-values', 'rename-values', 'reorder-values', 'add-rule', 'change-rule'];

export function addModel(axis: Command, context: CliContext): void {
	axis
		.command('model')
		.description('Add an axis, or change one, its values and its rules: shown first, made as one recorded act, and undone.')
		.argument('<what>', `templates, ${ACTS.join(', ')} or undo`)
		.argument('[code]', 'code of the axis or the rule; with undo the id of the run')
		.argument('[values...]', 'values, each as code or code=name')
		.option('--name <text>', 'name of the axis')
		.option('--template <name>', 'with add-axis: what is not given comes from this template')
		.option('--axis <code>', 'with add-rule: the axis that the rule is of')
		.option('--applies-to <type>', 'with add-rule: the type of objects it is for (default: every type)')
		.option('--mode <mode>', 'with add-axis and add-rule: per_assignment or cross_product (default: per_assignment)')
		.option('--threshold <number>', 'least confidence of a tag, 0 to 1')
		.option('--staleness <days>', 'greatest age of a tag, 0: any')
		.option('--cardinality <many|one>', 'how many values an object may have')
		.option('--missing <finding|gap>', 'what an object without any value is')
		.option('--inherit-tags', 'objects have the values of what contains them')
		.option('--no-inherit-tags', 'they have their own alone')
		.option('--inherit-owners', 'objects have the owners of what contains them')
		.option('--no-inherit-owners', 'they have their own alone')
		.option('--activate', 'make what is added active at once')
		.option('--reason <text>', 'why, for the run ledger; needed but for templates')
		.option('--ratified-apr <code>', 'approval code, where the act opens gaps')
		.option('--dry-run', 'show what it would do, and stop')
		.option('--yes', YES_HELP)
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText(
			'after',
			EXIT_CODES +
				examples(
					'model templates',
					'model add-axis data-class --template data-classification --reason "The law asks for it" --dry-run',
					'model add-values data-class secret=Secret --activate --reason "A class was missing"',
					'model add-rule data-class-files --axis data-class --applies-to collection --activate --reason "The first rule" --dry-run',
					'model change-rule data-class --staleness 365 --reason "Looked at once a year" --yes',
				),
		)
		.action(async (what, code, values, given) => {
			await runCommand(context, wantsJson(given), async (session) => {
				const read = readOptions(options, given);
				if (what === 'templates') return listTemplates();
				const named = parseBody(codeOption.optional(), code);
				if (named === undefined) throw new UsageError(`a code is needed: model ${String(what)} <code>`);
				const reason = requireReason(read.reason);
				if (what === 'undo') return undo(session, named, reason, read);
				return makeAct(session, actOf(String(what), named, z.array(z.string()).parse(values), { ...read, reason }), read);
			});
		});
}

function actOf(what: string, code: string, given: string[], asked: Options & { reason: string }) {
	const { reason, activate } = asked;
	const values = given.map((text) => {
		const [value_code = '', ...name] = text.split('=');
		return name.length > 0 ? { value_code, value_name: name.join('=') } : { value_code };
	});
	const rule = { confidence_threshold: asked.threshold, staleness_days: asked.staleness };
	const asks = {
		cardinality: asked.cardinality,
		missing: asked.missing,
		tag_inheritance: inheritance(asked.inheritTags),
		owner_inheritance: inheritance(asked.inheritOwners),
	};
	const semantics = Object.values(asks).some((one) => one !== undefined) ? asks : undefined;
	const common = { axis_code: code, axis_name: asked.name, semantics, reason };
	switch (what) {
		case 'add-axis': {
			const rules = [{ coverage_mode: asked.mode, ...rule }];
			const more = values.length > 0 ? { values } : {};
			return axisAct(parseBody(AxisBody, { act: 'add', ...common, template: asked.template, rules, activate, ...more }));
		}
		case 'change-axis':
			return axisAct(parseBody(AxisBody, { act: 'change', ...common }));
		case 'add-values':
			return valuesAct(parseBody(ValuesBody, { act: 'add', axis_code: code, values, activate, reason }));
		case 'rename-values':
			return valuesAct(parseBody(ValuesBody, { act: 'rename', axis_code: code, values, reason }));
		case 'reorder-values':
			return valuesAct(parseBody(ValuesBody, { act: 'reorder', axis_code: code, values, reason }));
		case 'add-rule': {
			const place = { axis_code: asked.axis, applies_to: asked.appliesTo, coverage_mode: asked.mode, activate };
			return ruleAct(parseBody(RuleBody, { act: 'add', rule_code: code, ...place, ...rule, reason }));
		}
		case 'change-rule':
			return ruleAct(parseBody(RuleBody, { rule_code: code, ...rule, reason }));
		default:
			throw new UsageError(`there is no 'model ${what}': templates, ${ACTS.join(', ')}, undo`);
	}
}

const inheritance = (inherits: boolean | undefined) => (inherits === undefined ? undefined : inherits ? 'containment' : 'none');

async function undo(session: Session, id: string, reason: string, { ratifiedApr, yes }: Options): Promise<Answer> {
	const target = await session.acting();
	await confirm(session.terminal, yes, `Undoing ${id}`, 'yes', target.loaded.profile);
	const data = await undoChange(target, { requestedBy: session.requestedBy, ratifiedApr: ratifiedApr ?? null }, id, reason);
	return {
		data,
		ok: data.run.status === 'passed',
		text: `Undone; ${data.after.gap_cells} gaps now.\n\nRun ${data.run.id}. To make it again: directus axis model undo ${data.run.id} --reason <why>`,
	};
}

function listTemplates(): Answer {
	const rows = MODEL_TEMPLATES.map(({ template, values, does }) => [
		template,
		values.map((value) => value.value_code).join(', '),
		does,
	]);
	return { data: MODEL_TEMPLATES, ok: true, text: formatTable(['template', 'values', 'for'], rows) };
}
