/** What a tier changes and takes back, in psql: its statements, and the migrations with the migrator's bookkeeping. */
import { textsOf } from '../db/migration-texts';
import type { MigrationSet } from '../db/sql-migration';
import internalSchema from '../../migrations/sql/internal-schema.sql';
import forgetTexts from '../db/sql/texts/forget.sql';
import keepTexts from '../db/sql/texts/keep.sql';
import { statementText } from '../db/sql-text';
import type { TierFile } from '../tier/tier-file';
import bookkeepingDown from './sql/bookkeeping-down.sql';
import bookkeepingUp from './sql/bookkeeping-up.sql';
import { allStatements, literal, paragraphs, refuseViolations, setVariable } from '../db/psql-text';

/** The statements of a section, verbatim; `migrations` is what its `--! run` stands for. Errors: SyntaxError for an action that there is not. */
export function changeText(file: TierFile, section: 'change' | 'force' | 'rollback', migrations: MigrationSet): string {
	return file.sections[section]
		.map((step) => {
			if (step.kind === 'statement') return `${statementText(step.statement)};`;
			if (step.action === 'migrations up') return migrationsUp(migrations);
			if (step.action === 'migrations down') return migrationsDown(migrations);
			throw new SyntaxError(`A tier file asks for the action "${step.action}", which there is not`);
		})
		.join('\n\n');
}

function migrationsUp(set: MigrationSet): string {
	const { tableName, migrations } = set;
	return paragraphs(
		allStatements(internalSchema),
		bookkeepingUp.trim(),
		...migrations.map(({ name, up }) =>
			paragraphs(
				`-- ${name}`,
				allStatements(up),
				`insert into axis_internal.${tableName} (name, batch, migration_time) values (${literal(name)}, 1, clock_timestamp());`,
			),
		),
		whereTextsAreKept(
			'texts',
			textsOf(
				set,
				set.migrations.map(({ name }) => name),
			),
			keepTexts,
		),
	);
}

// The table of texts is the ledger's, and may not be there.
function whereTextsAreKept(name: string, value: unknown, text: string): string {
	return [
		`select to_regclass('axis_internal.migration_text') is not null as axis_keeps_texts \\gset`,
		'\\if :axis_keeps_texts',
		setVariable(name, JSON.stringify(value)),
		allStatements(text),
		'\\endif',
	].join('\n');
}

function migrationsDown({ tableName, migrations, lock }: MigrationSet): string {
	const names = migrations.map(({ name }) => name);
	const known = names.map(literal).join(', ');
	return paragraphs(
		[
			'-- Another version of the extension has other migrations, and its own packet takes them back.',
			'insert into pg_temp.axis_violation (code, check_name, facts)',
			`select 'AXIS_NEWER_SCHEMA', 'migrations', jsonb_build_object('violation', 'the packet does not know this migration', 'object', name)`,
			`from axis_internal.${tableName} where name not in (${known});`,
			'insert into pg_temp.axis_violation (code, check_name, facts)',
			`select 'AXIS_PRECONDITION', 'migrations', jsonb_build_object('violation', 'the migration is not recorded', 'object', name)`,
			`from unnest(array[${known}]) as known (name) where name not in (select recorded.name from axis_internal.${tableName} as recorded);`,
		].join('\n'),
		refuseViolations('AXIS_NEWER_SCHEMA', 'The structure was made by another version of the extension. Nothing was changed.'),
		lock?.trim() ?? '',
		...[...migrations]
			.reverse()
			.map(({ name, down }) =>
				paragraphs(`-- ${name}`, allStatements(down), `delete from axis_internal.${tableName} where name = ${literal(name)};`),
			),
		bookkeepingDown.trim(),
		whereTextsAreKept('names', names, forgetTexts),
	);
}
