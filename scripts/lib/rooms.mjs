/**
 * The rooms of the code, what each holds and what it may import: an allow list. A folder that is not named here may import nothing and be imported by
 * nobody, so a new room begins with a line here. `src/contract`, the description of requests and answers, is open to all.
 */

/** The low rooms, which most others stand on. */
const GROUND = ['src/errors', 'src/db', 'src/profile'];

/**
 * Rooms by path, lowest first. `panels/*` stands for every panel: each is a room of its own, and so is each module.
 *
 * @type {Readonly<Record<string, { holds: string, imports: readonly string[] }>>}
 */
export const ROOMS = {
	migrations: { holds: 'SQL of tier 1 and of the run ledger, in the order of its life; no code', imports: [] },
	profiles: { holds: 'the profile of the reference deployment and its JSON schema', imports: [] },
	'src/ladder': { holds: 'the SQL of each tier, one file a tier, as psql reads it; no code', imports: [] },
	'src/contract': { holds: 'schemas of requests and answers, what each route does, paths, codes of errors', imports: [] },
	'src/openapi': { holds: 'the OpenAPI document, made from the contract', imports: [] },
	'src/errors': { holds: 'one class a cause', imports: [] },
	'src/db': {
		holds: 'how SQL is run: transactions, locks, variables, SQLSTATEs, migrations',
		imports: ['src/errors', 'migrations'],
	},
	'src/csv': {
		holds: 'reads CSV that people send back, and gives its rows to the statements that judge and write them',
		imports: ['src/errors', 'src/db'],
	},
	'src/host': { holds: 'what touches Directus’ own tables and services', imports: ['src/errors', 'src/db'] },
	'src/profile': {
		holds: 'what a profile may say, and the settings of the bundle',
		imports: ['src/errors', 'src/db', 'profiles'],
	},
	'src/base': { holds: 'what is read of the base model, its names, and whether it is there', imports: GROUND },
	'src/gate': { holds: 'open or shut, and what a write needs', imports: ['src/errors', 'src/db', 'src/base'] },
	'src/coverage': {
		holds: 'the only reader of cells: counts, pages, sets of them; reports',
		imports: ['src/errors', 'src/db', 'src/base'],
	},
	'src/run': {
		holds: 'the frame of every write: connection, locks, database, gate, transaction, ledger, explanation',
		imports: [...GROUND, 'src/base', 'src/gate'],
	},
	'src/tier': {
		holds: 'what a tier is and how one runs',
		imports: [...GROUND, 'src/ladder', 'src/base', 'src/gate', 'src/run'],
	},
	'src/seal': { holds: 'a plan bound to a code before it is applied', imports: [...GROUND, 'src/run', 'src/tier'] },
	'src/foundation': {
		holds:
			'the base model for a project that has none, whose relations it may name too: preview, install, remove, first figures and owners',
		imports: ['src/errors', 'src/db', 'src/base', 'src/coverage', 'src/run'],
	},
	'src/rollout': {
		holds: 'the ladder: plan, preflight, apply, rehearse, roll back, verify, baseline',
		imports: [...GROUND, 'src/base', 'src/gate', 'src/run', 'src/tier', 'src/seal', 'src/changes'],
	},
	'src/scan': {
		holds: 'scans and candidate scans, and which findings people acknowledge',
		imports: ['src/errors', 'src/db', 'src/gate', 'src/run', 'src/tier', 'src/owners'],
	},
	'src/owners': {
		holds: 'who answers for a cell: assigns, ends, hands over, undoes, waives',
		imports: ['src/errors', 'src/db', 'src/csv', 'src/base', 'src/gate', 'src/coverage', 'src/run'],
	},
	'src/goals': {
		holds: 'how much shall have owners by a day: set, ended, and judged by scans',
		imports: ['src/errors', 'src/db', 'src/coverage', 'src/run', 'src/owners'],
	},
	'src/model': {
		holds: 'changes of axes, values and rules: preview, apply, undo, repair',
		imports: [...GROUND, 'src/base', 'src/gate', 'src/coverage', 'src/run', 'src/tier'],
	},
	'src/tags': {
		holds: 'which object has which value: tags, moves, clears, approves, quarantines, in the frame of acts on the model',
		imports: ['src/errors', 'src/db', 'src/csv', 'src/model'],
	},
	'src/changes': {
		holds: 'what people changed: the one history of it, what of it stands, and taking it back before a rollback',
		imports: [...GROUND, 'src/run', 'src/owners', 'src/model'],
	},
	'src/packet': {
		holds: 'the ladder as files for psql',
		imports: [...GROUND, 'migrations', 'src/base', 'src/gate', 'src/run', 'src/tier'],
	},
	'src/harden': { holds: 'the role that owns the axis objects', imports: ['src/errors', 'src/db', 'src/base'] },
	'src/self-test': {
		holds: 'tries every path of a write and rolls back',
		imports: ['src/errors', 'src/db', 'src/base', 'src/gate', 'src/run', 'src/tier', 'src/model'],
	},
	app: { holds: 'what screens share: reading, writing, texts, components, charts', imports: [] },
	'panels/*': { holds: 'one Insights panel each', imports: ['app'] },
	'modules/*': { holds: 'one module of the Studio each', imports: ['app'] },
	cli: {
		holds: '`directus axis …`: options, one call into src, rendering',
		imports: [
			...GROUND,
			'src/host',
			'src/gate',
			'src/run',
			'src/tier',
			'src/coverage',
			'src/seal',
			'src/foundation',
			'src/rollout',
			'src/scan',
			'src/owners',
			'src/goals',
			'src/model',
			'src/tags',
			'src/changes',
			'src/packet',
			'src/harden',
			'src/self-test',
		],
	},
	'hooks/gate': { holds: 'refuses what the database would refuse, and says why', imports: [...GROUND, 'src/base', 'src/gate'] },
	'hooks/setup': {
		holds: 'what a start does: ledger, upgrade, schedule, commands, and a warning before owners lose what they stand on',
		imports: [...GROUND, 'src/base', 'src/host', 'src/run', 'src/rollout', 'src/scan', 'cli'],
	},
	operations: {
		holds: 'operations for Flows: who may, one call into src, an answer; none applies or assigns',
		imports: [...GROUND, 'src/host', 'src/coverage', 'src/scan', 'src/owners'],
	},
	endpoints: {
		holds: 'one file per resource: authorise, parse, one call into src, answer',
		imports: [
			...GROUND,
			'src/host',
			'src/openapi',
			'src/gate',
			'src/coverage',
			'src/run',
			'src/seal',
			'src/foundation',
			'src/rollout',
			'src/scan',
			'src/owners',
			'src/goals',
			'src/model',
			'src/tags',
			'src/changes',
			'src/packet',
			'src/self-test',
		],
	},
};

/** Folders of the code at the root of the project, those of SQL and profiles excepted. */
export function foldersOfCode() {
	const folders = new Set(Object.keys(ROOMS).map((path) => path.split('/')[0] ?? path));
	return [...folders].filter((folder) => !['migrations', 'profiles'].includes(folder));
}
