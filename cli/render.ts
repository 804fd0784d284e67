/** Answers as text for people. */
import type {
	Blocker,
	Check,
	FingerprintComparison,
	FingerprintDifference,
	ModelChange,
	Plan,
	RollbackForesight,
	RunAnswer,
	TierResult,
} from '../src/contract';
import { asCommands } from './as-commands';
import { formatCell, formatTable, formatTime } from './table';

/** Blocks of text with an empty line between them; empty ones are left out. */
export function blocks(...parts: readonly string[]): string {
	return parts.filter((part) => part !== '').join('\n\n');
}

export function renderBlockers(blockers: readonly Blocker[]): string {
	return blockers.map(({ code, message, remedy }) => `${code}: ${asCommands(message)} ${asCommands(remedy)}`).join('\n');
}

export function renderChecks(checks: readonly Check[]): string {
	return formatTable(
		['check', 'expected', 'actual', 'verdict'],
		checks.map(({ name, expected, actual, ok, judged = true }) => [
			name,
			formatCell(expected),
			formatCell(actual),
			verdictOf(ok, judged),
		]),
	);
}

function verdictOf(ok: boolean, judged: boolean): string {
	if (!judged) return 'told';
	return ok ? 'ok' : 'FAILS';
}

/** What came and went; nothing where nothing did. */
export function renderChanges(changes: readonly ModelChange[]): string {
	if (changes.length === 0) return '';
	return formatTable(
		['change', 'kind', 'name'],
		changes.map(({ change, kind, name }) => [change, kind, name]),
	);
}

/** One line a tier, with the id that commands take, then what stands in the way, each once. */
export function renderPlan({ profile, tiers }: Plan): string {
	const table = formatTable(
		['tier', 'id', 'name', 'state', 'moves'],
		tiers.map(({ tier, id, name, state, expected }) => [
			tier,
			id,
			name,
			state,
			expected.map(({ object, delta }) => `${object} +${delta}`).join(', '),
		]),
	);
	const blockers = new Set(tiers.flatMap((tier) => tier.blockers.map((blocker) => renderBlockers([blocker]))));
	return blocks(`Profile ${profile.name} (sha256 ${profile.sha256})`, table, [...blockers].join('\n'));
}

/** One line a tier, then what is worth a person's eye: what moved, what violates, what was skipped or deleted, what is locked. */
export function renderTiers(tiers: readonly TierResult[]): string {
	const overview = formatTable(
		['tier', 'name', 'status', 'checks', 'ms'],
		tiers.map(({ tier, name, status, checks, duration_ms }) => [
			tier,
			name,
			status,
			`${checks.filter((check) => check.ok).length} of ${checks.length}`,
			duration_ms,
		]),
	);
	const deltas = formatTable(
		['tier', 'object', 'before', 'after'],
		tiers.flatMap(({ tier, deltas: moved }) => moved.map(({ object, before, after }) => [tier, object, before, after])),
	);
	const locks = formatTable(
		['tier', 'locks', 'modes'],
		tiers.flatMap(({ tier, locks: held }) => modesByObject(held).map(([object, modes]) => [tier, object, modes])),
	);
	return blocks(
		overview,
		deltas,
		locks,
		facts('Violations', tiers, ({ violations, violations_total: total }) =>
			total === undefined ? violations : [...violations, { and: `${total - violations.length} more` }],
		),
		facts('Notes', tiers, (tier) => tier.notes),
		facts('Deleted rows of others', tiers, (tier) => tier.deleted),
	);
}

/** One line an object, with all modes that it is locked in: a tier locks its tables in several. */
function modesByObject(held: TierResult['locks']): [object: string, modes: string][] {
	const modes = new Map<string, string[]>();
	for (const { object, mode } of held) modes.set(object, [...(modes.get(object) ?? []), mode]);
	return [...modes].map(([object, all]) => [object, all.join(', ')]);
}

/** What a rollback of every tier meets. */
export function renderForesight({ tiers, refuses, takes, standing }: RollbackForesight): string {
	const rows = (what: string, found: RollbackForesight['takes']) =>
		found.map((one) => [what, one.tier, one.violation, one.count, asCommands(one.remedy)]);
	return blocks(
		tiers.length === 0 ? 'No tier is applied.' : `Tiers that go: ${tiers.join(', ')}.`,
		formatTable(['', 'tier', 'what', 'rows', 'remedy'], [...rows('refuses for', refuses), ...rows('takes with --force', takes)]),
		standing.total === 0 ? '' : `Acts of people that stand, and that --undo-batches takes back first: ${standing.total}.`,
		formatTable(
			['when', 'what', 'why', 'id'],
			standing.acts.map(({ at, what, why, id }) => [formatTime(at), what, why, id]),
		),
		'Nothing was changed.',
	);
}

/** The answer of apply and rollback. */
export function renderRun({ run, committed, tiers, fingerprint }: RunAnswer): string {
	const outcome = `Run ${run.id}: ${run.action} ${run.status}, ${committed ? 'committed' : 'rolled back as planned'}.`;
	const nothing = tiers.length === 0 ? 'There was nothing to do.' : '';
	return blocks(renderTiers(tiers), nothing, fingerprint ? renderFingerprint(fingerprint) : '', outcome);
}

function renderFingerprint({ entry, exit, equal, differences }: FingerprintComparison): string {
	if (entry === null) return `Fingerprint ${exit}; none was recorded before the first tier.`;
	if (equal) return `Fingerprint equal to the one before the first tier (${exit}).`;
	const told =
		differences === null
			? 'What differs is not known: the rollout recorded no more than the hash.'
			: renderDifferences(differences);
	return blocks(`Fingerprint DIFFERENT: ${entry} before the first tier, ${exit} now.`, told);
}

function renderDifferences(differences: readonly FingerprintDifference[]): string {
	return formatTable(
		['what differs', 'how', 'rows before', 'rows now'],
		differences.map(({ object, change, before, after }) => [object, change, before, after]),
	);
}

/** Facts that are the product's own sentences. */
const SENTENCES = ['note', 'remedy', 'violation'];

const tellFact = (name: string, text: string) => (SENTENCES.includes(name) ? asCommands(text) : text);

function facts(
	title: string,
	tiers: readonly TierResult[],
	of: (tier: TierResult) => readonly Record<string, unknown>[],
): string {
	const lines = tiers.flatMap((tier) =>
		of(tier).map((fact) => {
			const pairs = Object.entries(fact).map(([name, value]) => `${name} ${tellFact(name, formatCell(value))}`);
			return `  tier ${tier.tier}: ${pairs.join(', ')}`;
		}),
	);
	return lines.length === 0 ? '' : `${title}:\n${lines.join('\n')}`;
}
