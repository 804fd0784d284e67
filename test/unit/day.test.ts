/** A waiver holds until the end of the day that was chosen, in the zone of whoever chose it. */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { dayIn, endOfDay } from '../../app/owners/day';

it('the end of a day is its last second in the zone of the reader', () => {
	const end = new Date(endOfDay('2026-12-31'));
	expect([end.getFullYear(), end.getMonth(), end.getDate(), end.getHours(), end.getMinutes()]).toEqual([2026, 11, 31, 23, 59]);
});

it('so many days from today is a day of the reader', () => {
	const today = new Date();
	expect(dayIn(0)).toBe(new Intl.DateTimeFormat('en-CA', { dateStyle: 'short' }).format(today));
	expect(new Date(`${dayIn(90)}T12:00`).getTime() - new Date(`${dayIn(0)}T12:00`).getTime()).toBeGreaterThan(89.9 * 86_400_000);
});

it.each(['America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kolkata', 'UTC'])('in %s too', (TZ) => {
	const print = `process.stdout.write((${endOfDay.toString()})('2026-12-31'))`;
	const iso = execFileSync(process.execPath, ['-e', print], { env: { ...process.env, TZ } }).toString();
	const shown = new Intl.DateTimeFormat('en-CA', { timeZone: TZ, dateStyle: 'short' }).format(new Date(iso));
	expect(shown).toBe('2026-12-31');
});
