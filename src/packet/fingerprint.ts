/** The engine's fingerprint of the database, computed by psql: what a rollout started from, and what a rollback left. */
import { WRITTEN } from '../tier/fingerprint';
import fingerprintCatalog from '../tier/sql/fingerprint-catalog.sql';
import fingerprintFunction from './sql/fingerprint.sql';
import { literal, oneStatement } from '../db/psql-text';

/** Sets the variable to the fingerprint of the transaction's database, and axis_catalog_objects to what its catalog is made of. */
export function setFingerprint(variable: string): string {
	return [
		fingerprintFunction.trim(),
		`select digest as axis_catalog_digest, objects as axis_catalog_objects from (${oneStatement(fingerprintCatalog)}) as catalog \\gset`,
		`select pg_temp.axis_fingerprint(:'axis_catalog_digest', array[${WRITTEN.map(literal).join(', ')}]) as ${variable} \\gset`,
	].join('\n');
}

/** An expression: what the rows of the tables are made of, after setFingerprint. */
export function rowParts(): string {
	return `pg_temp.axis_row_parts(array[${WRITTEN.map(literal).join(', ')}])`;
}
