/** What a database records of the migrations that ran in it, compared with those of this build. The only reader of the bookkeeping. */
import type { Knex } from 'knex';
import { MigrationChangedError, NewerSchemaError } from '../errors';
import { quoteIdentifier } from './identifiers';
import { textsOf } from './migration-texts';
import { queryRows } from './run-sql';
import bookkeeping from './sql/bookkeeping.sql';
import type { MigrationSet } from './sql-migration';
import { withSettings } from './transaction';

/** Keeps the checksum of each migration's text as it ran. */
const TEXTS = 'migration_text';

/** What is recorded of one set or several. */
export interface Recorded {
	/** In the order in which they ran, set by set. */
	names: string[];
	/** Those that this build does not know. */
	unknown: string[];
	/** Those whose text is another one in this build; none where no texts are kept or may be read. */
	changed: string[];
}

/** Reads it by two statements; nothing of a table that is missing or may not be read. Errors: the database's own. */
export async function readRecorded(db: Knex, ...sets: MigrationSet[]): Promise<Recorded> {
	const tables = JSON.stringify([...sets.map(({ tableName }) => tableName), TEXTS]);
	return withSettings(db, async (trx) => {
		const readable = new Set((await queryRows(trx, bookkeeping, { tables })).map(({ name }) => name));
		const read = sets.filter(({ tableName }) => readable.has(tableName));
		if (read.length === 0) return { names: [], unknown: [], changed: [] };
		const rows = await queryRows(trx, listRecorded(read, readable.has(TEXTS)));
		const recorded = rows.map(({ place, name, sha256 }) => {
			const set = read[Number(place)];
			return { name: String(name), sha256, now: set && textsOf(set, [String(name)])[0]?.sha256 };
		});
		const namesOf = (some: typeof recorded) => some.map(({ name }) => name);
		return {
			names: namesOf(recorded),
			unknown: namesOf(recorded.filter(({ now }) => now === undefined)),
			changed: namesOf(recorded.filter(({ sha256, now }) => now !== undefined && (sha256 ?? now) !== now)),
		};
	});
}

/** Errors: NewerSchemaError. */
export function requireKnown({ unknown }: Recorded): void {
	if (unknown.length > 0) throw new NewerSchemaError({ unknown });
}

/** Errors: NewerSchemaError; MigrationChangedError. */
export function requireSame(recorded: Recorded): void {
	requireKnown(recorded);
	if (recorded.changed.length > 0) throw new MigrationChangedError({ changed: recorded.changed });
}

/** The query for what the sets' tables record; with the texts' checksums where those may be read. */
function listRecorded(sets: readonly MigrationSet[], withTexts: boolean): string {
	const sha256 = withTexts ? `(select sha256 from axis_internal.${TEXTS} as kept where kept.name = ran.name)` : 'null';
	const queries = sets.map(
		({ tableName }, place) =>
			`select ${place} as place, id, name, ${sha256} as sha256 from axis_internal.${quoteIdentifier(tableName)} as ran`,
	);
	return `${queries.join(' union all ')} order by place, id`;
}
