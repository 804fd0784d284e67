/** The tiers' text with the profile's values written into it: what a tool without variables would run. */
import pg from 'pg';
import { SUBSTRATE } from '../src/db/migrations';
import internalSchema from '../migrations/sql/internal-schema.sql';
import oneRoof from '../profiles/one-roof.json?text';
import { splitStatements, type Statement, type Variables } from '../src/db/sql-text';
import { parseProfile } from '../src/profile/profile';
import type { SectionName, TierFile } from '../src/tier/tier-file';
import { tierVariables } from '../src/tier/tier-variables';

/** The numbers of the reference deployment (one-roof.md). */
const EXPECTED = { inventory: 35, active_scopes: 6, canonical_gap: 210, containment: 35, ownership_seed: 30 };

/** Statements of a section in order; for tier 1's change the migrations, then what follows them. */
export function inlinedSection(file: TierFile, section: SectionName): string[] {
	return file.sections[section].flatMap((step) =>
		step.kind === 'statement' ? [inlined(step.statement)] : structure().map(inlined),
	);
}

function structure(): Statement[] {
	return [internalSchema, ...SUBSTRATE.migrations.map((migration) => migration.up)].flatMap((text) => splitStatements(text));
}

function inlined(statement: Statement): string {
	return statement.parts.map((part, index) => (index % 2 === 0 ? part : literal(variables()[part]))).join('');
}

function literal(value: Variables[string] | undefined): string {
	return value === null || value === undefined ? 'null' : pg.escapeLiteral(String(value));
}

function variables(): Variables {
	const parsed = parseProfile(oneRoof);
	if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
	return tierVariables(parsed.loaded.profile, { expected: EXPECTED, actor: 'bench', ratifiedApr: 'APR-BOOT-AUTHMODEL-1' });
}
