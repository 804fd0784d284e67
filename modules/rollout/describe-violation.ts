/** A violation, or a row that a check found, in one line. */
import type { Violation } from '../../src/contract';

/** The sentence, then its facts. */
export function describeViolation({ violation, ...facts }: Violation): string {
	return [violation, describeFacts(facts)].filter((part) => part !== '').join(' · ');
}

/** Name and value of each fact, e.g. `object: agents · scope: audit`. */
export function describeFacts(facts: Readonly<Record<string, unknown>>): string {
	return Object.entries(facts)
		.map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
		.join(' · ');
}

/** What came or went since the rollout, as a verification notes it; null for another note. */
export function changeOf(note: Readonly<Record<string, unknown>>): { change: 'came' | 'went'; name: string } | null {
	const { change, kind, name } = note;
	if ((change !== 'came' && change !== 'went') || typeof kind !== 'string') return null;
	return { change, name: `${kind} ${String(name)}` };
}

/** A violation as the ledger recorded it, whatever shape it has. */
export function describeRecorded(recorded: unknown): string {
	if (typeof recorded !== 'object' || recorded === null) return String(recorded);
	const facts = new Map<string, unknown>(Object.entries(recorded));
	const violation = facts.get('violation');
	if (typeof violation !== 'string') return describeFacts(Object.fromEntries(facts));
	facts.delete('violation');
	return describeViolation({ violation, ...Object.fromEntries(facts) });
}
