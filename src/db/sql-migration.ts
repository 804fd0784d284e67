/** What a migration is, and a set of them. */

/** A migration whose text is SQL. Frozen once released. */
export interface SqlMigration {
	/** axisNNN-purpose or ledgerNNN-purpose; the order of the set is the order of the names. */
	name: string;
	up: string;
	down: string;
}

export interface MigrationSet {
	/** Bookkeeping table in axis_internal, outside of Directus' search path. */
	tableName: string;
	migrations: readonly SqlMigration[];
	/** Text that takes every lock the migrations need, run before those that meet what is there. */
	lock?: string;
}
