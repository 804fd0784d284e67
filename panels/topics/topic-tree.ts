/** The tree as it is shown: which topics are visible, where the arrow keys lead, and how many objects are below. */
import type { Topic } from '../../src/contract';

export interface TopicLine {
	topic: Topic;
	/** From 1, as assistive technology counts. */
	level: number;
	/** Place among its siblings, from 1. */
	place: number;
	siblings: number;
	hasChildren: boolean;
	/** Active assignments to the topic and to all topics below it. */
	withBelow: number;
}

/** `topics` come in the order of the tree; those under a closed topic are left out. A topic without a shown parent counts as a root. */
export function visibleTopics(topics: readonly Topic[], closed: ReadonlySet<string>): TopicLine[] {
	const known = new Set(topics.map((topic) => topic.value_code));
	const parentOf = (topic: Topic) =>
		topic.parent_value_code !== null && known.has(topic.parent_value_code) ? topic.parent_value_code : '';
	const children = new Map<string, Topic[]>();
	for (const topic of topics) children.set(parentOf(topic), [...(children.get(parentOf(topic)) ?? []), topic]);

	const below = (topic: Topic): number =>
		(children.get(topic.value_code) ?? []).reduce((sum, child) => sum + below(child), topic.assigned_objects);
	const lines = (code: string, level: number): TopicLine[] => {
		const siblings = children.get(code) ?? [];
		return siblings.flatMap((topic, position) => [
			{
				topic,
				level,
				place: position + 1,
				siblings: siblings.length,
				hasChildren: children.has(topic.value_code),
				withBelow: below(topic),
			},
			...(closed.has(topic.value_code) ? [] : lines(topic.value_code, level + 1)),
		]);
	};
	return lines('', 1);
}

/** What a key does on a line: opens or closes it, or leads to another; null where it means nothing here. */
export function treeKey(
	key: string,
	lines: readonly TopicLine[],
	from: number,
	closed: ReadonlySet<string>,
): { to: number } | { toggle: string } | null {
	const line = lines[from];
	if (!line) return null;
	const isOpen = line.hasChildren && !closed.has(line.topic.value_code);

	switch (key) {
		case 'ArrowDown':
			return { to: Math.min(from + 1, lines.length - 1) };
		case 'ArrowUp':
			return { to: Math.max(from - 1, 0) };
		case 'Home':
			return { to: 0 };
		case 'End':
			return { to: lines.length - 1 };
		case 'ArrowRight':
			if (!line.hasChildren) return null;
			return isOpen ? { to: from + 1 } : { toggle: line.topic.value_code };
		case 'ArrowLeft': {
			if (isOpen) return { toggle: line.topic.value_code };
			const parent = lines.slice(0, from).findLastIndex((one) => one.level < line.level);
			return parent < 0 ? null : { to: parent };
		}
		case 'Enter':
		case ' ':
			return line.hasChildren ? { toggle: line.topic.value_code } : null;
		default:
			return null;
	}
}
