/**
 * Reads a tier file: SQL with `--!` directives, so that psql runs the same text.
 * A header (`--! tier`, `id`, `role`, `name`, `reads`, `sovereign`, `delta`, `observe`), then sections; `--! check`, `remedy`, `blocker` and `after` tell of the statement after them.
 */
import { createHash } from 'node:crypto';
import { TIER_ROLES, type TierRole } from '../contract';
import { splitStatements, statementText, type Statement } from '../db/sql-text';
import { readTierWords, type TierWords } from './tier-words';

/**
 * precondition, postcondition, obstacles, dependants: queries that return violations; force overrules dependants, and no obstacle. verify: queries that return expected, actual, ok. report: facts.
 */
const SECTIONS = [
	'applied',
	'precondition',
	'change',
	'report',
	'postcondition',
	'verify',
	'obstacles',
	'dependants',
	'force',
	'rollback',
] as const;
export type SectionName = (typeof SECTIONS)[number];

const SECTION_START = new RegExp(`^--! (?=(?:${SECTIONS.join('|')})$)`, 'm');

interface About {
	remedy: string;
	blocker: string;
	/** Ids of tiers whose work the query reads: it cannot be asked before they ran. */
	after: readonly string[];
}

/** A step of a section: one statement, or a named action of the engine (`migrations up`, `migrations down`). */
export type Step = ({ kind: 'statement'; check: string | null; statement: Statement } & About) | { kind: 'run'; action: string };

/** What a tier is expected to move: an object and a whole number, or the name of an expected number of the profile. */
export interface ExpectedDelta {
	object: string;
	delta: number | string;
}

export interface TierFile {
	/** What the engine, profiles and callers know it by. */
	id: string;
	role: TierRole;
	/** Its number: a label for people and for the packet. */
	tier: number;
	name: string;
	/** True when its queries read the axis tables, so that it has no meaning before tier 1. */
	readsSubstrate: boolean;
	/** True when it writes the canonical model. */
	sovereign: boolean;
	/** True when an approval code must be named: it writes the canonical model, or records the code with its rows. */
	needsCode: boolean;
	deltas: ExpectedDelta[];
	/** Further objects that are counted before and after, without an expectation. */
	observed: string[];
	sections: Readonly<Record<SectionName, readonly Step[]>>;
	/** What its header says to people. */
	words: TierWords;
	/** SHA-256 of the text, hex. */
	sha256: string;
}

/** Errors: SyntaxError that names the line. */
export function parseTierFile(text: string): TierFile {
	const [header = '', ...bodies] = text.split(SECTION_START);
	const sections: Record<SectionName, readonly Step[]> = {
		applied: [],
		precondition: [],
		change: [],
		report: [],
		postcondition: [],
		verify: [],
		obstacles: [],
		dependants: [],
		force: [],
		rollback: [],
	};
	let line = lineBreaks(header);
	for (const body of bodies) {
		const name = SECTIONS.find((section) => body.startsWith(`${section}\n`));
		if (!name) throw new SyntaxError(`Unknown section at line ${line + 1}`);
		if (sections[name].length > 0) throw new SyntaxError(`Section --! ${name} stands twice, again at line ${line + 1}`);
		sections[name] = readSteps(body.slice(name.length), line + 1);
		requireNames(name, sections[name]);
		line += lineBreaks(body);
	}
	const about = readHeader(header);
	const needsCode = about.sovereign || recordsCode(sections.change);
	return { ...about, needsCode, sections, sha256: createHash('sha256').update(text).digest('hex') };
}

function recordsCode(steps: readonly Step[]): boolean {
	return steps.some((step) => step.kind === 'statement' && statementText(step.statement).includes(":'ratified_apr'"));
}

/** The statements of a section that carry a check's name. */
export function checksOf(file: TierFile, section: SectionName) {
	return file.sections[section].flatMap((step) =>
		step.kind === 'statement' && step.check !== null ? [{ ...step, check: step.check }] : [],
	);
}

const ASKS: ReadonlySet<SectionName> = new Set(['precondition', 'postcondition', 'verify', 'obstacles', 'dependants']);

// What has no name is not run as a condition, so it must not stand there.
function requireNames(section: SectionName, steps: readonly Step[]): void {
	if (!ASKS.has(section)) return;
	for (const step of steps) {
		if (step.kind === 'run') throw new SyntaxError(`--! run: ${step.action} stands in --! ${section}, which only asks`);
		if (step.check === null)
			throw new SyntaxError(`A query of --! ${section} has no --! check before it, at line ${step.statement.line}`);
	}
}

const HEADER_KEYS: readonly string[] = ['tier', 'id', 'role', 'name', 'reads', 'sovereign', 'delta', 'observe'];

function readHeader(header: string): Omit<TierFile, 'needsCode' | 'sections' | 'sha256'> {
	requireHeader(header);
	const entries = [...header.matchAll(/^--! (\w+): (.+)$/gm)].map(([, key, value]) => ({ key, value: (value ?? '').trim() }));
	const all = (key: string) => entries.filter((entry) => entry.key === key).map((entry) => entry.value);
	const [tier] = all('tier');
	const [id] = all('id');
	const [name] = all('name');
	const role = TIER_ROLES.find((one) => all('role')[0] === one);
	if (tier === undefined || !/^\d+$/.test(tier) || id === undefined || name === undefined)
		throw new SyntaxError('A tier file starts with --! tier: N, --! id: word, --! role: word and --! name: word');
	if (role === undefined) throw new SyntaxError(`--! role: ${String(all('role')[0])} is none of ${TIER_ROLES.join(', ')}`);
	return {
		id,
		role,
		tier: Number(tier),
		name,
		readsSubstrate: all('reads').includes('substrate'),
		sovereign: all('sovereign').includes('yes'),
		deltas: all('delta').map((value) => {
			const [object, delta] = value.split(' +');
			if (!object || !delta) throw new SyntaxError(`--! delta: ${value} is not "object +number"`);
			return { object, delta: /^\d+$/.test(delta) ? Number(delta) : delta };
		}),
		observed: all('observe'),
		words: readTierWords(header),
	};
}

// A misspelt section must not vanish, nor its statements run where they do not belong.
function requireHeader(header: string): void {
	for (const [index, text] of header.split('\n').entries()) {
		const [, key, colon] = /^--! ?(\w*)(:?)/.exec(text) ?? [];
		if (key !== undefined && colon === '') throw new SyntaxError(`Unknown section --! ${key} at line ${index + 1}`);
		if (key !== undefined && !HEADER_KEYS.includes(key))
			throw new SyntaxError(`Unknown directive --! ${key} at line ${index + 1}`);
	}
	const [first] = splitStatements(header);
	if (first) throw new SyntaxError(`SQL outside of a section at line ${first.line}`);
}

function readSteps(body: string, firstLine: number): Step[] {
	const steps: Step[] = [];
	let named: About & { check: string | null } = { check: null, remedy: '', blocker: '', after: [] };
	let line = firstLine;
	for (const chunk of body.split(/^(?=--! )/m)) {
		const directive = /^--! (\w+): (.+)$/m.exec(chunk);
		const [key, value] = [directive?.[1], (directive?.[2] ?? '').trim()];
		if (key === 'run') steps.push({ kind: 'run', action: value });
		else if (key === 'check') named = { check: value, remedy: '', blocker: value, after: [] };
		else if (key === 'after') named = { ...named, after: readTiers(value, line) };
		else if (key === 'remedy' || key === 'blocker') named = { ...named, [key]: value };
		else if (key !== undefined) throw new SyntaxError(`Unknown directive --! ${key} at line ${line}`);
		else if (chunk.startsWith('--! ')) throw new SyntaxError(`Unknown section ${chunk.split('\n')[0]} at line ${line}`);
		const sql = directive ? chunk.replace(directive[0], '') : chunk;
		for (const statement of splitStatements(sql, line)) {
			steps.push({ kind: 'statement', ...named, statement });
		}
		line += lineBreaks(chunk);
	}
	return steps;
}

function readTiers(value: string, line: number): string[] {
	if (!/^[a-z]+(, [a-z]+)*$/.test(value)) throw new SyntaxError(`--! after: ${value} is not a list of tiers, at line ${line}`);
	return value.split(', ');
}

function lineBreaks(text: string): number {
	return text.split('\n').length - 1;
}
