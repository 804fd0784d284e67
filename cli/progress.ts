/** Tells on stderr how far a tier is. */
import { SUBSTRATE } from '../src/db/migrations';
import { splitStatements } from '../src/db/sql-text';
import type { Observer } from '../src/run/context';
import { allTiers } from '../src/tier/tiers';
import type { Step } from '../src/tier/tier-file';
import type { Terminal } from './terminal';

/** A terminal sees every statement counted; a log gets one line for each part of a tier. */
export function createProgress(terminal: Terminal, countIn = countStatements): Observer {
	let at = '';
	let count = 0;
	let total = 0;
	return ({ tier, section }) => {
		const place = `${tier} ${section}`;
		const started = place !== at;
		count = started ? 1 : count + 1;
		at = place;
		// Once a section: counting reads all of its SQL.
		if (started) total = countIn(tier, section);
		const name = allTiers().find((file) => file.tier === tier)?.name ?? '';
		if (terminal.watched) terminal.tellBriefly(`tier ${tier} ${name} · ${section} ${count}/${total}`);
		else if (started) terminal.tell(`tier ${tier} ${name} · ${section} (${total})`);
		return Promise.resolve();
	};
}

/** Statements of a section; an action of the engine counts as the statements that it runs. */
export function countStatements(tier: number, section: string): number {
	const sections: Readonly<Record<string, readonly Step[]>> = allTiers().find((file) => file.tier === tier)?.sections ?? {};
	return (sections[section] ?? []).reduce((sum, step) => sum + (step.kind === 'statement' ? 1 : countMigrations(step.action)), 0);
}

function countMigrations(action: string): number {
	const side = action === 'migrations down' ? 'down' : 'up';
	return SUBSTRATE.migrations.reduce((sum, migration) => sum + splitStatements(migration[side]).length, 0);
}
