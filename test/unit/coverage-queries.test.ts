/** What two queries of coverage say in the same words must stay the same: a statement cannot borrow from another, and each runs in psql as it stands. */
import { expect, it } from 'vitest';
import keptCells from '../../src/coverage/sql/kept-cells.sql';
import page from '../../src/coverage/sql/page.sql';

/** A name of a query's WITH, as it is written. */
function named(text: string, name: string): string | undefined {
	return new RegExp(`^(?:with )?${name} as \\([\\s\\S]*?^\\)`, 'm').exec(text)?.[0].replace(/^with /, '');
}

it.each(['judged', 'placed'])('the page of a matrix and its lines as CSV keep and place the same cells: %s', (name) => {
	expect(named(keptCells, name)).toContain('select');
	expect(named(page, name)).toBe(named(keptCells, name));
});
