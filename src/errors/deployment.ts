/** Refusals for what Directus runs on: its database, the owner's connection, the profile. */
import { define, refusal, showFact, showNames } from './define';

/** The database did not answer, or had no room, before COMMIT: what was under way is rolled back. */
export const DatabaseUnavailableError = refusal('AXIS_DATABASE_UNAVAILABLE', ({ asked, reason, detail }) => {
	switch (reason) {
		case 'connection':
			return `${asked} failed: the connection to the database broke or could not be made (${detail}). Nothing was changed: PostgreSQL rolls back what was under way. Try again when the database answers.`;
		case 'pool':
			return `${asked} failed: no connection to the database was free in time (${detail}). Nothing was changed. Try again, or raise DB_POOL__MAX.`;
		case 'resources':
			return `${asked} failed: the database ran out of disk, memory or connections (${detail}). Nothing was changed. Give it room, and try again.`;
		case 'timeout':
			return `${asked} failed: the database took longer than a report may take, or others held what it had to wait for (${detail}). Nothing was changed. Try again; where it stays so, look for long transactions in pg_stat_activity.`;
	}
});

/** The connection broke while COMMIT was under way, and the database could not be asked since. */
export const OutcomeUnknownError = refusal(
	'AXIS_OUTCOME_UNKNOWN',
	({ asked, look }) =>
		`${asked} may have been done: the connection to the database broke during COMMIT, and the database does not say yet whether it succeeded. All of it is there, or nothing. ${look} tells when the database answers again.`,
);

/** The connection leads to another database than the profile is for. */
export const WrongDatabaseError = refusal(
	'AXIS_WRONG_DATABASE',
	({ expected, actual }) =>
		`Refused: the profile is for the database "${expected}", and this is "${actual}". Nothing was changed. Connect to the right one, or let the profile that AXIS_PROFILE names say database: "${actual}" where that is meant.`,
);

/** AXIS_OWNER_DATABASE_URL leads to another database than Directus'. Names no part of the URL. */
export const WrongOwnerDatabaseError = refusal(
	'AXIS_WRONG_DATABASE',
	({ expected, actual }) =>
		`Refused: AXIS_OWNER_DATABASE_URL leads to ${expected === actual ? `another database of the name "${actual}"` : `the database "${actual}"`}, and Directus runs on "${expected}". Nothing was changed. Correct the variable and restart Directus.`,
);

/** AXIS_OWNER_DATABASE_URL is set and cannot be used. The reason names no part of the URL. */
export const OwnerUnusableError = refusal(
	'AXIS_OWNER_UNUSABLE',
	({ reason }) =>
		`Refused: AXIS_OWNER_DATABASE_URL cannot be used: ${reason}. Nothing was changed. Correct the variable and restart Directus; "directus axis harden" tells who owns what.`,
);

/** Something that the rollout builds on is not there. */
export const PrerequisiteMissingError = refusal(
	'AXIS_PREREQUISITE_MISSING',
	({ missing }) =>
		`Refused: ${showNames(missing)} ${missing.length === 1 ? 'is' : 'are'} missing in this database or may not be read. Nothing was changed. Create ${missing.length === 1 ? 'it' : 'them'} first; GET /axis/preflight lists what is needed.`,
);

/** Another build of this extension migrated the database: migrations of the same name read otherwise when they ran. */
export const MigrationChangedError = define<{ changed: string[] }>(
	'AXIS_NEWER_SCHEMA',
	({ changed }) =>
		`Refused: another build of the extension migrated this database; the text of ${showNames(changed)} was another one when ${changed.length === 1 ? 'it' : 'they'} ran. Nothing was changed. Install the build that made it, or roll every tier back and apply them with this one.`,
);

/** A newer build of this extension migrated the database. */
export const NewerSchemaError = define<{ unknown: string[] }>(
	'AXIS_NEWER_SCHEMA',
	({ unknown }) =>
		`Refused: this database has migrations that this version of the extension does not know (${showNames(unknown)}). Nothing was changed. Install the version that made them, or a newer one.`,
);

/** The host runs on another database than PostgreSQL. */
export const UnsupportedDatabaseError = refusal(
	'AXIS_UNSUPPORTED_DATABASE',
	({ client }) =>
		`Axis coverage needs PostgreSQL 15 or newer, and this Directus runs on ${showFact(client)}. Nothing was changed.`,
);

/** The profile file cannot be read or does not hold together. Every problem is listed. */
export const ProfileError = refusal(
	'AXIS_INVALID_PROFILE',
	({ path, problems }) =>
		`The rollout profile ${showFact(path)} cannot be used: ${problems.join('; ')}. Nothing was changed. Correct it, or name another.`,
);
