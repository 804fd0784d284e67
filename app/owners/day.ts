/** Days as a date field holds them (`2026-12-31`), in the zone of whoever looks. */

const two = (value: number) => String(value).padStart(2, '0');

/** The day that is so many days from today. */
export function dayIn(days: number): string {
	const now = new Date();
	const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
	return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The last second of that day, ISO 8601 in UTC: what holds until a day holds all of it. */
export function endOfDay(day: string): string {
	return new Date(`${day}T23:59:59`).toISOString();
}
