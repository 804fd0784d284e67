/** What the OpenAPI document says beside routes and schemas. */
import { REPAIR_KINDS } from '../contract/model';
import type { Tag } from '../contract/operations/operation';

type Json = Record<string, unknown>;

export const INFO = {
	info: {
		title: 'Axis coverage',
		version: '0.1.0',
		license: { name: 'MIT', identifier: 'MIT' },
		description: `Coverage of a Directus project (object × axis × value → accountable owner), and the rollout of its model in gated, rehearsed, reversible tiers.

- Reads need \`read\`, actions need \`create\` on the collection \`axis_rollout_run\`: \`x-right\` of each operation says which. Admins have both. \`self\` needs a login alone: the answer speaks of nobody but who asks.
- Answers are \`{"data": …}\`, with \`meta.total_count\` on lists. Refusals are \`{"errors": [{"message", "extensions": {"code", …}}]}\`. Programs go by the code.
- A POST says \`Content-Type: application/json\`, without a body too, or is refused; one that takes a CSV says \`text/csv\`. Unknown keys are refused. An empty body is \`{}\`.
- A refusal of a body names ten problems at most.
- Times are ISO 8601 UTC. No answer is cached.
- Directus reads its own query parameters (\`limit\`, \`offset\`, \`fields\`, \`filter\`, \`sort\`, …) before any route does, and refuses those that it cannot read. Others are ignored.
- With \`Accept: text/csv\` an answer that is a list is CSV; without \`limit\` it holds all rows, written as fast as the client reads. Texts that a spreadsheet would run get an apostrophe in front; \`?bom\` puts a byte order mark first. A CSV whose connection breaks is not whole: something failed after its first rows, its client took nothing for 30 seconds, or less than 256 kB a second while others waited, it took 10 minutes, or a tier that was applied or rolled back waited for it.
- Few of the large reports (CSV, matrix, groups, plan, preflight, verify, invariants, repairs, previews) run at once. Others wait; too many are 503 \`AXIS_TOO_MANY_READS\`, with \`Retry-After\`.
`,
	},
	servers: [{ url: '/', description: 'The Directus that the bundle is installed in' }],
};

const TAG_WORDS: Readonly<Record<Tag, string>> = {
	me: 'What you answer for yourself',
	changes: 'The history of what people changed',
	foundation: 'The base model, for a project that has none',
	gate: 'The gate, and where the rollout stands',
	rollout: 'The rollout: seal, rehearse, apply, roll back',
	runs: 'The run ledger',
	coverage: 'Who is accountable for what',
	cells: 'Owners that people assign, waivers, and goals',
	reports: 'Reports: axes, topics, assignments, findings, scans',
	model: 'The model: axes, values and rules, and changes of them',
	scans: 'Scans, acknowledging what they found, and candidate scans',
	about: 'The dashboard, and the description of these routes',
};
export const TAGS = Object.entries(TAG_WORDS).map(([name, description]) => ({ name, description }));

export const SECURITY_SCHEMES = {
	bearer: {
		type: 'http',
		scheme: 'bearer',
		description: 'An access token of `POST /auth/login`, or a user’s static token',
	},
	session: { type: 'apiKey', in: 'cookie', name: 'directus_session_token', description: 'The session of the Studio' },
};

const ID = '7829a71b-0000-4000-8000-000000000000';
export const PATH_PARAMETERS: Readonly<Record<string, Json>> = {
	axis: { description: 'Code of an active axis.', example: 'responsibility' },
	type: { description: 'Kind of the object.', example: 'collection' },
	ref: { description: 'Name of the object within its type.', example: 'agents' },
	tier: {
		description: 'Id or number of a tier in the profile’s order. `verify` can be applied but not rolled back.',
		example: 'structure',
	},
	id: { description: 'Id of a run, a UUID.', example: ID },
	batch: { description: 'Id of a batch of owners, waivers, goals or acknowledgements, a UUID.', example: ID },
	waiver: { description: 'Id of a waiver, a UUID.', example: ID },
	goal: { description: 'Id of a goal, a UUID.', example: ID },
	kind: {
		description: 'What is brought after the objects.',
		schema: { type: 'string', enum: REPAIR_KINDS },
		example: REPAIR_KINDS[0],
	},
};

export const CSV = {
	type: 'string',
	description: 'RFC 4180: a header, and a record a row. With `?bom` a byte order mark comes first.',
};

/** What each status means, over all routes. */
export const STATUS_WORDS: Readonly<Record<string, string>> = {
	400: 'Body, query or path is not what the route takes.',
	401: 'No login, or one that has expired or never was.',
	403: 'The caller lacks the permission that `x-right` names.',
	404: 'There is none of that name.',
	409: 'Refused, or undone before COMMIT. Nothing was changed but the ledger; in a run of several tiers `committed_tiers` stay.',
	423: 'The gate is shut. Nothing was changed.',
	501: 'Directus does not run on PostgreSQL 15 or newer.',
	503: 'The database did not answer or had no room, too much is asked of this instance at once, or it is not known whether COMMIT succeeded.',
	default: 'Directus refused before the route was asked, e.g. a body that is too large (413), or under too much load (503).',
};

/** The envelope of every refusal, around the facts of those that are possible. */
export const refusalOf = (extensions: readonly Json[]) => ({
	type: 'object',
	required: ['errors'],
	additionalProperties: false,
	properties: {
		errors: {
			type: 'array',
			minItems: 1,
			items: {
				type: 'object',
				required: ['message', 'extensions'],
				additionalProperties: false,
				properties: {
					message: { type: 'string', description: 'What was asked, what is so, what changed, what to do.' },
					extensions: { oneOf: extensions },
				},
			},
		},
	},
});
