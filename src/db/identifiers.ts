/** Quotes an SQL identifier. The one place that does; values are never quoted, they are bound. */
export function quoteIdentifier(name: string): string {
	if (name === '' || name.includes('\0')) throw new TypeError(`Not an SQL identifier: ${JSON.stringify(name)}`);
	return `"${name.replaceAll('"', '""')}"`;
}
