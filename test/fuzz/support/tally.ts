/** Counts answers by route and status, and keeps what was wrong, each kind once. */
import type { FuzzRequest } from './requests';

export class Tally {
	private readonly counts = new Map<string, Map<string, number>>();
	private readonly wrongOnes = new Map<string, { example: string; times: number }>();

	count(route: string, status: string): void {
		const row = this.counts.get(route) ?? new Map<string, number>();
		this.counts.set(route, row.set(status, (row.get(status) ?? 0) + 1));
	}

	wrong(request: FuzzRequest, what: string, text: string): void {
		const { method, target, caller, headers, body, operation } = request;
		const kind = `${operation.name}: ${what}`;
		const sent = `${caller} ${method} ${target.slice(0, 300)} ${JSON.stringify(headers).slice(0, 200)} ${(body ?? '').toString().slice(0, 300)}`;
		const known = this.wrongOnes.get(kind);
		this.wrongOnes.set(kind, { example: known?.example ?? `${sent} → ${text.slice(0, 400)}`, times: (known?.times ?? 0) + 1 });
	}

	/** One line a kind: what, how often, an example. Of one route, or of all. */
	faults(route?: string): string[] {
		const kinds = [...this.wrongOnes].filter(([kind]) => route === undefined || kind.startsWith(`${route}: `));
		return kinds.map(([kind, { example, times }]) => `${kind} (${times}×): ${example}`);
	}

	total(): number {
		return this.rows().reduce((sum, [, count]) => sum + Number(count), 0);
	}

	/** Route, number of requests, statuses with their number. */
	rows(): [string, string, string][] {
		return [...this.counts].map(([route, statuses]) => {
			const sorted = [...statuses].sort(([a], [b]) => a.localeCompare(b));
			const sum = sorted.reduce((all, [, count]) => all + count, 0);
			return [route, String(sum), sorted.map(([status, count]) => `${status}: ${count}`).join(', ')];
		});
	}

	/** How many answers had this status. */
	of(status: string): number {
		return [...this.counts.values()].reduce((sum, statuses) => sum + (statuses.get(status) ?? 0), 0);
	}
}
