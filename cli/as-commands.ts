/** Sentences of the product name requests of the HTTP API; on the command line they name the command that does the same, where there is one. */

const COMMANDS: Readonly<Record<string, string>> = {
	'GET /axis/authorities': 'authority list',
	'GET /axis/authorities/suggestions': 'authority suggest',
	'GET /axis/changes': 'changes',
	'GET /axis/drift': 'finding list',
	'GET /axis/foundation': 'foundation --dry-run',
	'GET /axis/gate': 'gate',
	'GET /axis/goals': 'goal list',
	'GET /axis/plan': 'plan',
	'GET /axis/preflight': 'preflight',
	'GET /axis/runs': 'runs',
	'GET /axis/verify': 'verify',
	'POST /axis/apply': 'apply',
	'POST /axis/authorities': 'authority create',
	'POST /axis/authorities/:code/change': 'authority retire',
	'POST /axis/foundation': 'foundation',
	'POST /axis/foundation/preview': 'foundation --dry-run',
	'POST /axis/foundation/remove': 'foundation --remove',
	'POST /axis/foundation/remove/preview': 'foundation --remove --dry-run',
	'POST /axis/model/changes/:id/undo': 'model undo',
	'POST /axis/owners': 'owner give',
	'POST /axis/owners/:batch/undo': 'owner undo',
	'POST /axis/owners/transfer': 'owner transfer',
	'POST /axis/plan/seal': 'seal',
	'POST /axis/rollback': 'rollback',
};

const OPTIONS: Readonly<Record<string, string>> = {
	'{"force": true}': '--force',
	'{"keep_owners": true}': '--keep-owners',
	'{"undo_batches": true}': '--undo-batches',
};

const OPTION = Object.keys(OPTIONS).map(literal).join('|');
/** A message that names commands already, and the same requests after them. */
const SAID_TWICE = '(?<said>"directus axis [^"]*"), or (?:GET|POST) /axis[a-z/-]*(?: and (?:GET|POST) /axis[a-z/-]*)*';
/** What messages quote is not the product's. */
const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
const REQUEST = '\\b(?:GET|POST) /axis[a-z/:-]*[a-z](?![a-z/:-])';

/** Keys of a refusal's facts whose texts are the product's own sentences; every other text is a name, a code or somebody's words. */
const OF_THE_PRODUCT = ['asked', 'detail', 'look', 'message', 'problem', 'problems', 'reason', 'remedy', 'violation'];

/** A sentence of the product as a person in a shell can follow it. What it quotes stays, and so do requests without a command, and `kept` in it. */
export function asCommands(sentence: string, kept: readonly string[] = []): string {
	const stays = kept.filter((text) => /GET|POST|\{/.test(text)).map(literal);
	const found = new RegExp([...stays, SAID_TWICE, OPTION, QUOTED, REQUEST].join('|'), 'g');
	return sentence.replace(found, (text, ...more) => {
		const groups: unknown = more.at(-1);
		if (typeof groups === 'object' && groups !== null && 'said' in groups && typeof groups.said === 'string') return groups.said;
		const command = COMMANDS[text];
		return OPTIONS[text] ?? (command === undefined ? text : `"directus axis ${command}"`);
	});
}

/** The message of a refusal, in which names, codes and people's words stay as they are. */
export function refusalAsCommands({ message, extensions }: { message: string; extensions: unknown }): string {
	return asCommands(message, textsOf(extensions));
}

function textsOf(facts: unknown): string[] {
	if (typeof facts === 'string') return [facts];
	if (Array.isArray(facts)) return facts.flatMap(textsOf);
	if (typeof facts !== 'object' || facts === null) return [];
	return Object.entries(facts).flatMap(([name, value]) =>
		OF_THE_PRODUCT.includes(name) && typeof value !== 'object' ? [] : textsOf(value),
	);
}

function literal(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
