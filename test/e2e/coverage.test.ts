/** The coverage reports: numbers, paging, CSV; before and after the 30 anchor rows that close the gap. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type {
	AxisCoverage,
	CoverageGap,
	CoverageMatrix,
	GroupCoverage,
	ObjectCell,
	ObjectCoverage,
	OwnerCoverage,
	ValueCoverage,
} from '../../src/contract';
import { apiOf, type Api } from './support/api';
import { applyTiers, connect, resetRollout } from './support/rollout';

const BASE = '/axis/coverage/responsibility';
const SCOPES = ['approval', 'audit', 'execution', 'health', 'policy', 'render'];
const GROUPS = { 'GRP-AI': 1, 'GRP-BUSINESS': 2, 'GRP-GOVERNANCE': 16, 'GRP-REGISTRY': 14, 'GRP-WORKFLOW': 2 };

describe('coverage of the responsibility axis', () => {
	let viewer: Api;
	let admin: Api;
	let db: Knex;

	const list = async <Row>(part: string, query = '') => (await viewer.get<Row[]>(`${BASE}/${part}${query}`)).data;

	beforeAll(async () => {
		db = connect();
		[admin, viewer] = await Promise.all([apiOf('admin'), apiOf('viewer')]);
		await resetRollout(admin, db);
		await applyTiers(admin, [1, 2]);
	});
	afterAll(async () => {
		await resetRollout(admin, db);
		await db.destroy();
	});

	describe('without any owner', () => {
		it('is 210 gaps over 6 values, 35 objects and 5 groups', async () => {
			expect(await list<ValueCoverage>('by-value')).toEqual(
				SCOPES.map((code) => ({ value_code: code, objects: 35, covered: 0, gap: 35, waived: 0 })),
			);
			const objects = await list<ObjectCoverage>('by-object');
			expect(objects).toHaveLength(35);
			expect(objects.every(({ required, gap }) => required === 6 && gap === 6)).toBe(true);
			const groups = await list<GroupCoverage>('by-group');
			expect(Object.fromEntries(groups.map((group) => [group.group_ref, group.objects]))).toEqual(GROUPS);
			expect(await list<OwnerCoverage>('by-owner')).toEqual([]);
		});

		it('gaps are paged: every cell once, with the full count', async () => {
			const pages: CoverageGap[] = [];
			for (let offset = 0; offset < 210; offset += 60) {
				const { data, meta } = await viewer.get<CoverageGap[]>(`${BASE}/gaps?limit=60&offset=${offset}`);
				expect(meta).toEqual({ total_count: 210 });
				pages.push(...data);
			}
			expect(new Set(pages.map((gap) => `${gap.object_ref} ${gap.value_code}`)).size).toBe(210);
			expect(await list('gaps')).toHaveLength(100);
		});

		it('the matrix has 35 rows of 6 gaps', async () => {
			const { data } = await viewer.get<CoverageMatrix>(`${BASE}/matrix`);
			expect(data).toMatchObject({ grain: 'object', values: SCOPES });
			expect(data.rows).toHaveLength(35);
			expect(
				data.rows.flatMap((row): object[] => row.cells).filter((cell) => 'state' in cell && cell.state === 'gap'),
			).toHaveLength(210);
		});
	});

	describe('as CSV', () => {
		it('all gaps come in one file, with a header and CRLF', async () => {
			const { text, headers } = await viewer.get(`${BASE}/gaps`, { accept: 'text/csv' });
			expect(headers.get('content-type')).toContain('text/csv');
			const lines = text.trimEnd().split('\r\n');
			expect(lines[0]).toBe('object_type,object_ref,axis_code,value_code,group_ref');
			expect(lines).toHaveLength(211);
		});

		it.each(['by-value', 'by-object', 'by-group'])('%s answers CSV, and JSON to whoever takes both', async (part) => {
			expect((await viewer.get(`${BASE}/${part}`, { accept: 'text/csv' })).headers.get('content-type')).toContain('text/csv');
			expect((await viewer.get(`${BASE}/${part}`, { accept: '*/*' })).headers.get('content-type')).toContain('application/json');
		});

		it('a limit holds for CSV as well', async () => {
			const { text } = await viewer.get(`${BASE}/gaps?limit=3`, { accept: 'text/csv' });
			expect(text.trimEnd().split('\r\n')).toHaveLength(4);
		});

		it('text that a spreadsheet would run is escaped', async () => {
			const [row] = await db('collection_registry').where({ collection_name: 'agents' });
			await db('collection_registry').insert({ ...row, collection_name: '=1+1' });
			const { text } = await viewer.get(`${BASE}/by-object`, { accept: 'text/csv' });
			await db('collection_registry').where({ collection_name: '=1+1' }).delete();
			expect(text).toContain(`'=1+1`);
			expect(text).not.toMatch(/(^|,)=1\+1/m);
		});
	});

	describe('with the 30 anchors of tier 3', () => {
		beforeAll(() => applyTiers(admin, [3]));

		it('every cell is inherited, none is a gap', async () => {
			const { data } = await viewer.get<AxisCoverage[]>('/axis/coverage');
			expect(data).toMatchObject([
				{ required_cells: 210, gap_cells: 0, covered_cells: 210, direct_cells: 0, inherited_cells: 210, coverage_percent: 100 },
			]);
			const owners = await list<OwnerCoverage>('by-owner');
			const sum = (key: 'cells' | 'direct' | 'inherited') => owners.reduce((total, owner) => total + owner[key], 0);
			expect([sum('cells'), sum('direct'), sum('inherited')]).toEqual([240, 30, 210]);
		});

		it('an object tells where each owner comes from', async () => {
			const cells = await list<ObjectCell>('objects/collection/agents');
			expect(cells.map((cell) => cell.value_code)).toEqual(SCOPES);
			for (const cell of cells) {
				expect(cell).toMatchObject({
					required: true,
					owner_gov_code: 'GOV-DOT',
					resolution: 'inherited',
					depth: 1,
					source_anchor_ref: 'GRP-AI',
				});
			}
		});

		it('a direct owner beats the inherited one', async () => {
			const direct = {
				object_type: 'collection',
				object_ref: 'agents',
				scope: 'audit',
				owner_kind: 'accountable',
				owner_gov_code: 'GOV-SIV',
				lifecycle_status: 'active',
			};
			const [{ id }] = await db('governance_object_ownership').insert(direct).returning('id');
			const cells = await list<ObjectCell>('objects/collection/agents');
			await db('governance_object_ownership').where({ id }).delete();
			expect(cells.find((cell) => cell.value_code === 'audit')).toMatchObject({
				owner_gov_code: 'GOV-SIV',
				resolution: 'direct',
				depth: 0,
			});
		});

		it('of an object that is not there nothing is required', async () => {
			const cells = await list<ObjectCell>('objects/collection/nonsense');
			expect(cells.filter((cell) => cell.required || cell.owner_gov_code !== null)).toEqual([]);
		});
	});
});
