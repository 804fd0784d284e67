/** Says the living model in the words of a profile, and what no profile can say. */
import type { z } from 'zod';
import type { ProfileExport } from '../contract';
import { parseProfile, type profileSchema } from '../profile/profile';
import type { LivingAxis, LivingModel } from './read-living';
import { topicOwners } from './topic-owners';

/** A profile as its file has it. */
export type ProfileText = z.input<typeof profileSchema>;
type LeftOut = ProfileExport['left_out'][number];

export interface LivingSections {
	/** Valid by itself. A section that the database does not hold is not there. */
	sections: ProfileText;
	left_out: LeftOut[];
}

type Said = { sections: ProfileText; notes?: string[] } | { why: string };

/** `codes`: of the axes of tiers 2 and 4, where the profile in hand names them; they tell one of several apart. */
export function sayLivingModel(
	living: LivingModel,
	codes: { responsibility: string; containment: string | undefined },
): LivingSections {
	const left_out: LeftOut[] = [];
	const said: ProfileText = {};
	const add = (path: string, part: Said) => {
		const problem = 'why' in part ? part.why : problemOf(part.sections);
		if (problem !== null) left_out.push({ path, why: problem });
		if (problem !== null || 'why' in part) return;
		const axes = [...(said.axes ?? []), ...(part.sections.axes ?? [])];
		Object.assign(said, part.sections, axes.length > 0 ? { axes } : {});
		left_out.push(...(part.notes ?? []).map((why) => ({ path, why })));
	};

	if (living.policy) add('ratification', { sections: { ratification: living.policy } });
	const groups = living.groups
		.filter(({ whole }) => whole)
		.map(({ group_ref, owner_gov_code }) => ({ group_ref, owner_gov_code }));
	if (groups.length > 0) add('ownership', { sections: { ownership: { groups } } });
	for (const { group_ref } of living.groups.filter(({ whole }) => !whole)) {
		add(`ownership.groups[${group_ref}]`, {
			why: 'a profile gives a group one authority for every active scope, and its owners are others',
		});
	}
	if (living.ownedObjects > 0) {
		add('ownership', {
			why: `${living.ownedObjects} objects have owners of their own on the canonical axis, which no profile names`,
		});
	}
	const canonical = firstOf(living.axes, ({ is_canonical }) => is_canonical, codes.responsibility);
	const contained = firstOf(living.axes, ({ is_containment }) => is_containment, codes.containment);
	for (const axis of living.axes) {
		const path =
			axis === canonical ? 'responsibility' : axis === contained ? 'containment' : axis.axis_code === 'topic' ? 'topic' : null;
		if (path === null) add(`axes[${axis.axis_code}]`, sayDeclared(axis));
		else add(path, sayOfRollout(path, axis));
	}
	return { sections: said, left_out };
}

function sayOfRollout(path: 'responsibility' | 'containment' | 'topic', axis: LivingAxis): Said {
	const { axis_code, axis_name, values, maps, tags } = axis;
	const [rule, ...others] = axis.rules;
	if (!rule) return { why: NO_RULE };
	const codes = { axis_name, rule_code: rule.rule_code, tag: tagOf(axis) };
	const limits = { confidence_threshold: rule.confidence_threshold, staleness_days: rule.staleness_days };
	const notes = others.map(({ rule_code }) => moreRules(rule_code));
	if (path === 'responsibility') return { sections: { responsibility: { axis_code, ...codes } }, notes };
	if (path === 'containment') return { sections: { containment: { axis_code, ...codes, ...limits } }, notes };
	const { owners, unsaid } = topicOwners(axis);
	const topic = {
		...codes,
		...limits,
		values: values.map(({ value_name: _, ...value }) => value),
		maps,
		assignments: tags,
		owners,
	};
	return { sections: { topic }, notes: [...notes, ...unsaid] };
}

function sayDeclared(axis: LivingAxis): Said {
	const { axis_code, axis_name, axis_family, axis_kind, values, owners } = axis;
	if (axis.is_canonical) return { why: 'a profile has one canonical axis, and this is another' };
	const [rule, ...others] = axis.rules;
	if (!rule) return { why: NO_RULE };
	const notes = others.map(({ rule_code }) => moreRules(rule_code));
	if (axis_family !== 'semantic' || axis_kind !== 'uncertain') {
		notes.push(`its family ${axis_family} and kind ${axis_kind}: the axes of a profile are semantic and uncertain`);
	}
	const tags = axis.tags.map(({ assigned_days_ago: _, ...tag }) => tag);
	return { sections: { axes: [{ axis_code, axis_name, tag: tagOf(axis), values, rule, tags, owners }] }, notes };
}

const NO_RULE = 'it has no active rule, and each axis of a profile has one';
const moreRules = (code: string) => `its rule ${code}: an axis of a profile has one rule`;

/** Rows that people made have no tag; a profile that leaves it out means this one. */
function tagOf({ tag, axis_code }: LivingAxis): string {
	return tag ?? `axis:${axis_code}`;
}

function firstOf(
	axes: readonly LivingAxis[],
	is: (axis: LivingAxis) => boolean,
	code: string | undefined,
): LivingAxis | undefined {
	const candidates = axes.filter(is);
	return candidates.find(({ axis_code }) => axis_code === code) ?? candidates[0];
}

/** What a profile would be refused for; null where nothing. */
function problemOf(sections: ProfileText): string | null {
	const parsed = parseProfile(JSON.stringify(sections));
	return 'problems' in parsed ? parsed.problems.join('; ') : null;
}
