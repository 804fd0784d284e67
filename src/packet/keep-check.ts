/** Checks that a file for psql gathers in axis_checks, and tells at its end. */
import { dollarQuote, literal, setVariable, tolerate } from '../db/psql-text';

/** A condition as a check: no violation is expected. */
export function keepCondition(position: number, name: string, remedy: string, query: string): string {
	const counted = `select 0 as expected, count(*) as actual, count(*) = 0 as ok, true as judged,
  string_agg(condition.facts::text, '; ') filter (where condition.position <= 3) as listed
from (select to_jsonb(found) as facts, row_number() over () as position from (${query}) as found) as condition`;
	return keepCheck(
		position,
		name,
		remedy,
		counted,
		` || jsonb_build_object('remedy', concat_ws(' ', checked.listed, ${literal(remedy)}))`,
	);
}

/** Adds a check to axis_checks; one whose query returns no row does not concern this target and is left out. */
export function keepCheck(position: number, name: string, remedy: string, query: string, more = ''): string {
	const facts = { position, name, remedy, expected: null, actual: null, ok: false };
	const known = dollarQuote(JSON.stringify(facts), 'check');
	return [
		tolerate(
			setVariable('axis_row', JSON.stringify(facts)),
			`select coalesce((
select ${known}::jsonb || jsonb_build_object('expected', checked.expected, 'actual', checked.actual, 'ok', checked.ok is true, 'judged', checked.judged)${more}
from (${query}) as checked
)::text, '') as axis_row \\gset`,
		),
		`select (:'axis_checks'::jsonb - ${literal(name)}) || case when :'axis_row' = '' then '{}' else jsonb_build_object(${literal(name)}, nullif(:'axis_row', '')::jsonb) end as axis_checks \\gset`,
	].join('\n');
}
