/** Messages name requests of the HTTP API; on the command line they name the command that does the same, where there is one. */

const COMMANDS: Readonly<Record<string, string>> = {
	'GET /axis/authorities': 'authority list',
	'GET /axis/authorities/suggestions': 'authority suggest',
	'GET /axis/changes': 'changes',
	'GET /axis/foundation': 'foundation --dry-run',
	'GET /axis/gate': 'gate',
	'GET /axis/plan': 'plan',
	'GET /axis/preflight': 'preflight',
	'GET /axis/runs': 'runs',
	'GET /axis/verify': 'verify',
	'POST /axis/apply': 'apply',
	'POST /axis/foundation': 'foundation',
	'POST /axis/foundation/preview': 'foundation --dry-run',
	'POST /axis/foundation/remove': 'foundation --remove',
	'POST /axis/foundation/remove/preview': 'foundation --remove --dry-run',
	'POST /axis/owners': 'owner give',
	'POST /axis/plan/seal': 'seal',
	'POST /axis/rollback': 'rollback',
};

const REQUEST = /\b(?:GET|POST) \/axis[a-z/-]*[a-z](?![a-z/:-])/g;
/** A message that names commands already, and the same requests after them. */
const SAID_TWICE = /("directus axis [^"]*"), or (?:GET|POST) \/axis[a-z/-]*(?: and (?:GET|POST) \/axis[a-z/-]*)*/g;

/** The text as a person in a shell can follow it. Requests without a command stay as they are. */
export function asCommands(text: string): string {
	return text
		.replaceAll(SAID_TWICE, '$1')
		.replaceAll(REQUEST, (request) => (COMMANDS[request] === undefined ? request : `"directus axis ${COMMANDS[request]}"`))
		.replaceAll('{"force": true}', '--force')
		.replaceAll('{"undo_batches": true}', '--undo-batches');
}
