/** What must hold between the parts of a profile: codes that are unique, references that lead somewhere, parents without a circle. */
import type { z } from 'zod';
import { undeclaredTiers } from './order';

/** The parts that refer to each other. */
interface ProfileParts {
	invariants: readonly { name: string }[];
	rollout: { order?: readonly string[] | undefined };
	responsibility?: Codes | undefined;
	containment?: Codes | undefined;
	ownership?: { scopes?: readonly string[] | undefined; groups: readonly { group_ref: string }[] } | undefined;
	topic?: TopicParts | undefined;
	axes?: readonly DeclaredAxis[] | undefined;
}

interface Codes {
	axis_code: string;
	rule_code: string;
	tag: string;
}

interface DeclaredAxis {
	axis_code: string;
	tag: string;
	rule: { rule_code: string };
	values: readonly { value_code: string; parent_value_code?: string | undefined }[];
	tags: readonly PlacedValue[];
	owners: readonly PlacedValue[];
}

interface PlacedValue {
	object_type: string;
	object_ref: string;
	value_code: string;
}

interface TopicParts extends Codes {
	values: readonly { value_code: string; parent_value_code?: string | undefined }[];
	maps: readonly { value_code: string; label_code: string }[];
	assignments: readonly { object_type: string; object_ref: string; value_code: string }[];
	owners: readonly { object_type: string; object_ref: string }[];
}

type Report = (path: (string | number)[], message: string) => void;
type Unique = (path: (string | number)[], names: readonly string[], what: string) => void;

/** Adds one issue for every problem, so that the file is corrected once. */
export function checkProfile(profile: ProfileParts, context: Pick<z.RefinementCtx, 'addIssue'>): void {
	const report: Report = (path, message) => context.addIssue({ code: 'custom', path, message });
	const { invariants, rollout, responsibility, containment, ownership, topic, axes: declared = [] } = profile;
	const unique: Unique = (path, names, what) => {
		for (const name of duplicates(names)) report(path, `${what} "${name}" stands twice`);
		for (const [one, other] of lookalikes(names)) report(path, `${what} "${one}" and "${other}" differ in outer blanks only`);
	};

	unique(['invariants'], names(invariants), 'the name');
	unique(['rollout', 'order'], rollout.order ?? [], 'tier');
	for (const tier of undeclaredTiers(profile, rollout.order ?? [])) {
		report(['rollout', 'order'], `tier "${tier}" is in the order, and the profile declares nothing for it`);
	}
	const axes = [
		...[responsibility, containment, topic].filter((axis) => axis !== undefined),
		...declared.map(({ axis_code, tag, rule }) => ({ axis_code, tag, rule_code: rule.rule_code })),
	];
	unique(
		['responsibility', 'axis_code'],
		axes.map((axis) => axis.axis_code),
		'the axis code',
	);
	unique(
		['responsibility', 'rule_code'],
		axes.map((axis) => axis.rule_code),
		'the rule code',
	);
	unique(
		['responsibility', 'tag'],
		axes.map((axis) => axis.tag),
		'the tag',
	);
	unique(['ownership', 'scopes'], ownership?.scopes ?? [], 'the scope');
	unique(
		['ownership', 'groups'],
		(ownership?.groups ?? []).map((group) => group.group_ref),
		'the group',
	);
	if (topic) checkTopic(topic, report, unique);
	declared.forEach((axis, index) => checkDeclaredAxis(axis, index, report, unique));
}

function checkDeclaredAxis({ values, tags, owners }: DeclaredAxis, index: number, report: Report, unique: Unique): void {
	const codes = values.map((value) => value.value_code);
	unique(['axes', index, 'values'], codes, 'the value');
	checkParents(['axes', index, 'values'], values, 'value of this axis', report);
	for (const [part, items] of Object.entries({ tags, owners })) {
		const named = items.map((item) => `${item.object_type} ${item.object_ref} ${item.value_code}`);
		unique(['axes', index, part], named, part === 'tags' ? 'the tag' : 'the owner of');
		items.forEach(({ value_code }, at) => {
			if (!codes.includes(value_code)) report(['axes', index, part, at], `"${value_code}" is no value of this axis`);
		});
	}
}

function checkTopic(topic: TopicParts, report: Report, unique: Unique): void {
	unique(
		['topic', 'values'],
		topic.values.map((value) => value.value_code),
		'the value',
	);
	unique(
		['topic', 'maps'],
		topic.maps.map((map) => `${map.value_code} → ${map.label_code}`),
		'the map',
	);
	unique(
		['topic', 'assignments'],
		topic.assignments.map((item) => `${item.object_type} ${item.object_ref} ${item.value_code}`),
		'the assignment',
	);
	unique(
		['topic', 'owners'],
		topic.owners.map((owner) => `${owner.object_type} ${owner.object_ref}`),
		'the owner of',
	);
	checkTopicReferences(topic, report);
}

function checkTopicReferences(topic: TopicParts, report: Report): void {
	const parents = checkParents(['topic', 'values'], topic.values, 'topic value', report);
	for (const part of ['maps', 'assignments'] as const) {
		topic[part].forEach(({ value_code }, index) => {
			if (!parents.has(value_code)) report(['topic', part, index], `"${value_code}" is no topic value`);
		});
	}
}

/** Answers the values with the parent of each. */
function checkParents(path: (string | number)[], values: TopicParts['values'], what: string, report: Report) {
	const parents = new Map(values.map((value) => [value.value_code, value.parent_value_code]));
	values.forEach(({ value_code, parent_value_code }, index) => {
		if (parent_value_code !== undefined && !parents.has(parent_value_code)) {
			report([...path, index], `the parent "${parent_value_code}" is no ${what}`);
		}
		if (isOnCircle(value_code, parents)) report([...path, index], `"${value_code}" is its own ancestor`);
	});
	return parents;
}

function isOnCircle(start: string, parents: ReadonlyMap<string, string | undefined>): boolean {
	let at = parents.get(start);
	for (let steps = 0; at !== undefined && steps <= parents.size; steps++) {
		if (at === start) return true;
		at = parents.get(at);
	}
	return false;
}

function names(items: readonly { name: string }[]): string[] {
	return items.map((item) => item.name);
}

/** Pairs that a person cannot tell apart: equal but for blanks at their ends. */
function lookalikes(values: readonly string[]): [string, string][] {
	const seen = new Map<string, string>();
	const pairs: [string, string][] = [];
	for (const value of new Set(values)) {
		const other = seen.get(value.trim());
		if (other === undefined) seen.set(value.trim(), value);
		else pairs.push([other, value]);
	}
	return pairs;
}

function duplicates(values: readonly string[]): string[] {
	return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
