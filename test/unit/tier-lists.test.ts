/** The tables and views that migrations make are the ones of src/contract, and SQL that needs their names takes them from there. */
import { describe, expect, it } from 'vitest';
import { SUBSTRATE } from '../../src/db/migrations';
import { AXIS_TABLES, AXIS_VIEWS } from '../../src/contract';
import { statementText } from '../../src/db/sql-text';
import claimsText from '../../src/harden/sql/claims.sql';
import hardenText from '../../src/harden/sql/harden.sql';
import { allTiers, findTier, orderedTiers } from '../../src/tier/tiers';
import { checksOf, type SectionName, type TierFile } from '../../src/tier/tier-file';

const up = SUBSTRATE.migrations.map((migration) => migration.up).join('\n');
const created = (kind: 'table' | 'view') =>
	[...up.matchAll(new RegExp(`^create ${kind} ([a-z_]+)`, 'gm'))]
		.map(([, name]) => name)
		.filter((name) => name !== 'axis_internal');

function textOf(file: TierFile, section: SectionName, check: string): string {
	return checksOf(file, section)
		.filter((step) => step.check === check)
		.map((step) => statementText(step.statement))
		.join('\n');
}

const quoted = (text: string) => [...text.matchAll(/'((?:v_)?[a-z]+_[a-z_]+)'/g)].map(([, name]) => name ?? '');
const unique = (names: readonly (string | undefined)[]) => [...new Set(names)].sort();

describe('AXIS_TABLES', () => {
	it('are the tables that the migrations create', () => {
		expect(unique(created('table'))).toEqual(unique(AXIS_TABLES));
	});

	it('are the tables that the guard is put on', () => {
		// A block loops over a list and creates axis_guard_write; the waivers stand in it under their schema.
		const lists = [
			...up.matchAll(
				/foreach axis_table in array array\[([^\]]*)\]::regclass\[\] loop\s+execute format\(\s+'create trigger axis_guard_write/g,
			),
		];
		expect(unique(lists.flatMap(([, list]) => quoted(list ?? '')))).toEqual(unique(AXIS_TABLES));
	});
});

describe('AXIS_VIEWS', () => {
	it('are the views that the migrations create, in their order', () => {
		expect(created('view')).toEqual(AXIS_VIEWS);
	});
});

describe('the owner role', () => {
	it.each([
		['harden.sql', hardenText],
		['claims.sql', claimsText],
	])('takes the views from there in %s', (_, text) => {
		expect(text).toContain(":'axis_views'");
		expect(quoted(text).filter((name) => name.startsWith('v_') && !/^v_(object_|governance_object_)/.test(name))).toEqual([]);
	});
});

describe('tier 1', () => {
	const structure = findTier('1', ['structure']);
	const all: readonly string[] = [...AXIS_TABLES, ...AXIS_VIEWS];

	it.each<[SectionName, string]>([
		['precondition', 'names_free'],
		['postcondition', 'exact_object_set'],
		['verify', 'structure'],
	])('takes every table and view from there in its %s %s', (section, check) => {
		const text = textOf(structure, section, check);
		expect(text).toContain(":'axis_tables'");
		expect(text).toContain(":'axis_views'");
		expect(quoted(text).filter((name) => all.includes(name))).toEqual([]);
	});

	it.each<[SectionName, string, readonly (string | undefined)[]]>([
		['postcondition', 'tables_empty', AXIS_TABLES],
		['dependants', 'tables_empty', AXIS_TABLES],
	])('reads each of them in its %s %s', (section, check, names) => {
		const read = [...textOf(structure, section, check).matchAll(/from ((?:v_)?[a-z]+_[a-z_]+)/g)].map(([, name]) => name);
		expect(unique(read)).toEqual(unique(names));
	});

	it('reads every view in one of its postconditions', () => {
		const checks = checksOf(structure, 'postcondition').map((step) => step.check);
		const text = checks.map((check) => textOf(structure, 'postcondition', check)).join('\n');
		const read = [...text.matchAll(/from (v_[a-z_]+)/g)].map(([, name]) => name);
		expect(unique(read)).toEqual(unique(AXIS_VIEWS));
	});

	it('declares as many tables and views as it makes', () => {
		expect(structure.deltas).toEqual(
			expect.arrayContaining([
				{ object: 'tables', delta: AXIS_TABLES.length },
				{ object: 'views', delta: AXIS_VIEWS.length },
			]),
		);
	});
});

describe('the tiers of this build', () => {
	it('parse, and have ids, numbers and names of their own', () => {
		expect(unique(allTiers().map((file) => file.id))).toHaveLength(allTiers().length);
		expect(unique(allTiers().map((file) => String(file.tier)))).toHaveLength(allTiers().length);
		expect(unique(allTiers().map((file) => file.name))).toHaveLength(allTiers().length);
	});

	it('say what to do where a check fails', () => {
		for (const file of allTiers()) {
			for (const { check, remedy } of checksOf(file, 'verify')) expect(remedy, `${file.tier} ${check}`).toMatch(/\.$/);
		}
	});

	it('are found by their id or number, when the order holds them and they change something', () => {
		for (const asked of ['responsibility', '2', 2])
			expect(findTier(asked, ['structure', 'responsibility']).id).toBe('responsibility');
		for (const tier of ['preflight', 'verify', '0', '02', '2 ', '', '-1', 'x', '2;', '99', 'constructor']) {
			expect(() => findTier(tier, ['structure', 'responsibility']), tier).toThrow(
				expect.objectContaining({ code: 'AXIS_UNKNOWN_TIER', status: 404 }),
			);
		}
		expect(() => findTier('2', ['structure'])).toThrow(
			'There is no tier "2" to act on. Nothing was changed. Tiers are structure: name one so, or by its number in GET /axis/plan.',
		);
	});

	it('come in the order of the profile; one that this build lacks is named, and not among the known ones', () => {
		expect(orderedTiers(['responsibility', 'structure']).map((file) => file.tier)).toEqual([2, 1]);
		expect(() => orderedTiers(['structure', 'region'])).toThrow(
			'There is no tier "region" to act on. Nothing was changed. Tiers are structure: name one so, or by its number in GET /axis/plan.',
		);
	});
});
