/** A demo keeps the Directus, the database and the data that it was made with: another start may not ask for others. */
import { Failure } from './failure.mjs';

/**
 * Asked before anything is installed or started.
 *
 * @param {import('./data-dir.mjs').Marker} marker what the start before left
 * @param {{ dataDir: string, directus: 11 | 12, database: 'embedded' | 'given', fixture?: string | undefined, scale?: number | undefined }} wanted
 *   fixture and scale are undefined where the start does not say them
 * @throws {Failure} the demo is another one
 */
export function requireSameDemo(marker, { dataDir, directus, database, fixture, scale }) {
	const refuse = (/** @type {string} */ why) => {
		throw new Failure(`${dataDir} ${why}. Use another --data-dir, or start over with --reset.`);
	};
	if (marker.directus && marker.directus !== directus) {
		refuse(`belongs to Directus ${marker.directus}; it can't be switched to Directus ${directus}`);
	}
	if (marker.database && marker.database !== database) {
		refuse(
			`was made for ${database === 'given' ? 'the embedded database; this start names one with --database-url' : 'a database given by --database-url; this start names none'}`,
		);
	}
	// A database that was given may have been emptied, or be another one: it is asked itself.
	if (marker.fixture && database === 'embedded') {
		const scaled = (/** @type {number | undefined} */ n) => (n === undefined || n === 1 ? '' : ` at scale ${n}`);
		const [is, asked] = [marker.fixture + scaled(marker.scale), (fixture ?? marker.fixture) + scaled(scale ?? marker.scale)];
		if (is !== asked) refuse(`holds the fixture ${is}, and this start asks for ${asked}`);
	}
}
