/** How every file of the packet starts: psql's own settings, and the variables of the tier files. */
import { LOCKS, NAMESPACE } from '../db/advisory-lock';
import hostSchemaText from '../db/sql/host-schema.sql';
import type { LoadedProfile, Profile } from '../profile/profile';
import pinnedDatabase from '../run/sql/ledger-pinned-database.sql';
import { NOBODY, tierVariables } from '../tier/tier-variables';
import { refuseDoubles } from './doubles';
import { dollarQuote, literal, oneStatement, paragraphs, raise, setDefault, setVariable } from '../db/psql-text';

/** Recorded where nobody is named: the database role. */
const ACTOR = "\\set actor 'psql:' :USER";

export interface PacketSource {
	loaded: LoadedProfile;
	/** Approval code that the files go by unless psql is given another with -v; null: psql must be given one. */
	ratifiedApr: string | null;
}

/** The start of a file: what it is, and a psql that stops at the first error whatever ~/.psqlrc says. */
export function preamble({ loaded, ratifiedApr }: PacketSource, file: string, purpose: string): string {
	const { profile, sha256 } = loaded;
	const database = databaseWord(profile);
	return paragraphs(
		[
			`-- ${file}: ${purpose}`,
			`-- Written by directus-extension-axis-coverage for the profile ${oneLine(profile.name)} (sha256 ${sha256}), database ${database}.`,
			`-- psql -X -v ON_ERROR_STOP=1 -v ratified_apr=CODE -d ${database} -f ${file}`,
		].join('\n'),
		[
			'\\set QUIET on',
			'\\set ON_ERROR_STOP on',
			'\\set ON_ERROR_ROLLBACK off',
			'\\set AUTOCOMMIT on',
			'\\pset pager off',
			'\\pset footer off',
			'\\encoding UTF8',
		].join('\n'),
		[
			setVariable('axis_profile_sha256', sha256),
			setVariable('axis_lock_namespace', NAMESPACE),
			setVariable('axis_lock_rollout', LOCKS.rollout),
			setVariable('axis_lock_sequence', LOCKS.sequence),
			setVariable('axis_lock_scans', LOCKS.scans),
			setVariable('lock_timeout', `${profile.rollout.lock_timeout_ms}ms`),
			setVariable('statement_timeout', `${profile.rollout.statement_timeout_ms}ms`),
			setDefault('actor', ACTOR),
			setDefault('ratified_apr', setVariable('ratified_apr', ratifiedApr ?? '')),
		].join('\n'),
		profileVariables(loaded),
		refuseDoubles(),
		`${oneStatement(hostSchemaText).trim()}\n\\gset`,
		profile.database === undefined ? pinDatabase() : null,
	);
}

/** The profile's database for people to read; DATABASE where it names none. */
export function databaseWord({ database }: Profile): string {
	return database === undefined ? 'DATABASE' : oneLine(database);
}

// As the engine: the database in which the rollout began, else the one connected to.
function pinDatabase(): string {
	return [
		'select current_database() as database \\gset',
		"select to_regclass('axis_rollout_run') is not null as axis_has_ledger \\gset",
		'\\if :axis_has_ledger',
		`select coalesce((${oneStatement(pinnedDatabase)}), :'database') as database \\gset`,
		'\\endif',
	].join('\n');
}

/** The profile's scalars by name, as the engine binds them, and the whole profile as JSON. */
function profileVariables({ profile }: LoadedProfile): string {
	const given = ['profile', 'actor', 'ratified_apr'];
	const scalars = Object.entries(tierVariables(profile, NOBODY));
	const json = dollarQuote(JSON.stringify(profile, null, 2), 'profile');
	return [
		'-- The profile.',
		...scalars.flatMap(([name, value]) => (value === null || given.includes(name) ? [] : [setVariable(name, value)])),
		`select ${json} as profile \\gset`,
	].join('\n');
}

/** Refuses a file that changes something while no approval code is named. */
export function requireApprovalCode(): string {
	const message = 'No approval code was given. Nothing was changed. Call psql with -v ratified_apr=CODE.';
	return [
		`select :'ratified_apr' = ${literal('')} as axis_code_missing \\gset`,
		'\\if :axis_code_missing',
		raise('AXIS_INVALID_PAYLOAD', message),
		'\\endif',
	].join('\n');
}

// A name of the profile must not end the comment that it stands in.
function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ');
}
