/** After the last tier: does the database hold what it held before the first one, and what differs where it does not. */
import { oneStatement } from '../db/psql-text';
import entryFingerprint from '../run/sql/ledger-entry-fingerprint.sql';
import entryParts from '../run/sql/ledger-entry-parts.sql';
import { rowParts, setFingerprint } from './fingerprint';
import differences from './sql/fingerprint-differences.sql';

/** psql text that says so, names what differs, and leaves both to the run's record; while a tier stands it does nothing. */
export function compareFingerprint(): string {
	return [
		'\\if :axis_any_applied\n\\else',
		setFingerprint('axis_exit_fingerprint'),
		"\\set axis_entry_fingerprint ''\n\\set axis_entry_parts ''",
		'\\if :axis_has_ledger',
		`select coalesce((${oneStatement(entryFingerprint)}), '') as axis_entry_fingerprint,`,
		`  coalesce((${oneStatement(entryParts)})::text, '') as axis_entry_parts \\gset`,
		'\\endif',
		differences.trim(),
		"select case when :'axis_entry_fingerprint' = :'axis_exit_fingerprint' then '[]' else coalesce(pg_temp.axis_differences(",
		`  nullif(:'axis_entry_parts', '')::jsonb, jsonb_build_object('objects', :'axis_catalog_objects'::jsonb, 'rows', ${rowParts()})`,
		"), 'null') end as axis_differences \\gset",
		"select jsonb_build_object('fingerprint', jsonb_build_object(",
		"  'entry', nullif(:'axis_entry_fingerprint', ''), 'exit', :'axis_exit_fingerprint',",
		"  'equal', :'axis_entry_fingerprint' = :'axis_exit_fingerprint', 'differences', :'axis_differences'::jsonb)) as axis_facts,",
		"  case when :'axis_entry_fingerprint' = '' then 'unknown: no run recorded it'",
		"    when :'axis_entry_fingerprint' = :'axis_exit_fingerprint' then 'equal'",
		"    when :'axis_entry_parts' = '' then 'different, and no run recorded in what' else 'different, in this:' end as axis_fingerprints,",
		"  :'axis_differences' not in ('[]', 'null') as axis_differs \\gset",
		"\\echo 'nothing is applied any more; fingerprint against the one before the first tier:' :axis_fingerprints",
		'\\if :axis_differs',
		"select object, change, before, after from jsonb_to_recordset(:'axis_differences'::jsonb)",
		'  as difference (object text, change text, before bigint, after bigint);',
		'\\endif',
		'\\endif',
	].join('\n');
}
