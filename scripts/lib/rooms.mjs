/**
 * The rooms of the code and what each may import: an allow list. A folder that is not named here may import nothing and be imported by nobody, so a
 * new room begins with a line here. `src/contract`, the description of requests and answers, is open to all.
 */

/** The low rooms, which most others stand on. */
const GROUND = ['src/errors', 'src/db', 'src/profile'];

/** Rooms by path, lowest first. A panel and a module are a room each: `panels/*` stands for every one of them. */
export const ROOMS = {
	migrations: [],
	profiles: [],
	'src/contract': [],
	'src/errors': [],
	'src/db': ['src/errors', 'migrations'],
	'src/host': ['src/db'],
	'src/profile': ['src/errors', 'src/db', 'profiles'],
	'src/base': GROUND,
	'src/gate': ['src/errors', 'src/db', 'src/base'],
	'src/coverage': ['src/errors', 'src/db', 'src/base'],
	'src/run': [...GROUND, 'src/base', 'src/gate'],
	'src/tier': [...GROUND, 'src/gate', 'src/run'],
	'src/seal': [...GROUND, 'src/run', 'src/tier'],
	'src/rollout': [...GROUND, 'src/base', 'src/gate', 'src/run', 'src/tier', 'src/seal'],
	'src/scan': ['src/errors', 'src/db', 'src/gate', 'src/run', 'src/tier'],
	'src/owners': ['src/errors', 'src/db', 'src/gate', 'src/coverage', 'src/run'],
	'src/model': [...GROUND, 'src/base', 'src/gate', 'src/coverage', 'src/run', 'src/tier'],
	'src/packet': [...GROUND, 'migrations', 'src/base', 'src/gate', 'src/run', 'src/tier'],
	'src/harden': ['src/errors', 'src/db'],
	'src/self-test': ['src/errors', 'src/db', 'src/gate', 'src/run', 'src/tier', 'src/model'],
	app: [],
	'panels/*': ['app'],
	'modules/*': ['app'],
	cli: [
		...GROUND,
		'src/host',
		'src/gate',
		'src/run',
		'src/tier',
		'src/seal',
		'src/rollout',
		'src/scan',
		'src/packet',
		'src/harden',
		'src/self-test',
	],
	'hooks/gate': [...GROUND, 'src/base', 'src/gate'],
	'hooks/setup': [...GROUND, 'src/host', 'src/run', 'src/rollout', 'src/scan', 'cli'],
	endpoints: [
		'docs',
		...GROUND,
		'src/host',
		'src/gate',
		'src/coverage',
		'src/run',
		'src/seal',
		'src/rollout',
		'src/scan',
		'src/owners',
		'src/model',
		'src/packet',
		'src/self-test',
	],
};
