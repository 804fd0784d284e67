/** Answers of `/axis` as the reference deployment gives them: 35 objects in 5 groups, 6 responsibility scopes. */
import { allTiers, tierOf } from '../../src/tier/tiers';
import type { AxisCoverage, Blocker, CoverageMatrix, MatrixCell, Plan, PlannedTier } from '../../src/contract';

export const SCOPES = ['approval', 'audit', 'execution', 'health', 'policy', 'render'];

/** Group, accountable owner, number of objects. */
const GROUPS: [string, string, string[]][] = [
	['GRP-AI', 'GOV-DOT', ['agents']],
	['GRP-BUSINESS', 'GOV-MOIT', ['modules', 'tasks']],
	['GRP-GOVERNANCE', 'GOV-COUNCIL', numbered('governance', 16)],
	['GRP-REGISTRY', 'GOV-KG-SYS', numbered('registry', 14)],
	['GRP-WORKFLOW', 'GOV-DOT', ['workflow_steps', 'workflows']],
];

export function axisCoverage(code: string, name: string, direct: number, inherited: number, gap: number): AxisCoverage {
	const required = direct + inherited + gap;
	const covered = direct + inherited;
	return {
		axis_code: code,
		axis_name: name,
		axis_kind: 'deterministic',
		status: 'active',
		rolled_out: true,
		required_cells: required,
		gap_cells: gap,
		covered_cells: covered,
		direct_cells: direct,
		inherited_cells: inherited,
		waived_cells: 0,
		coverage_percent: required === 0 ? null : Math.floor((covered * 1000) / required) / 10,
		ok: 0,
		low_conf: 0,
		stale: 0,
		quarantine: 0,
		stale_owner_cells: 0,
		untagged_objects: 0,
	};
}

/** The responsibility axis before tier 3 (every cell a gap) or after it (every cell inherited). */
export function responsibilityMatrix(state: 'gap' | 'inherited'): CoverageMatrix {
	return {
		grain: 'object',
		values: SCOPES,
		rows: GROUPS.flatMap(([group, owner, objects]) =>
			objects.map((object) => ({
				object_type: 'collection',
				object_ref: object,
				group_ref: group,
				cells: SCOPES.map((value) => (state === 'gap' ? gapCell(value) : inheritedCell(value, owner, group))),
			})),
		),
	};
}

export function gapCell(value: string): MatrixCell {
	return { value_code: value, state: 'gap', owner_gov_code: null, source_anchor_ref: null };
}

export function inheritedCell(value: string, owner: string, anchor: string): MatrixCell {
	return { value_code: value, state: 'inherited', owner_gov_code: owner, source_anchor_ref: anchor };
}

export function directCell(value: string, owner: string): MatrixCell {
	return { value_code: value, state: 'direct', owner_gov_code: owner, source_anchor_ref: null };
}

export const RATIFICATION: Blocker = {
	code: 'ratification_missing',
	message: 'os_proposal_approvals holds no ratification.',
	expected: 1,
	actual: 0,
	remedy: 'An admin creates one item in os_proposal_approvals.',
};

export function plannedTier(tier: number, name: string, state: PlannedTier['state'], blockers: Blocker[] = []): PlannedTier {
	const { id, role } = allTiers().find((file) => file.tier === tier) ?? tierOf('verify');
	return {
		id,
		role,
		tier,
		name,
		sovereign: tier === 3,
		needs_code: [3, 4, 5].includes(tier),
		state,
		expected: [],
		blockers,
	};
}

export function plan(tiers: PlannedTier[]): Plan {
	return { profile: { name: 'one-roof', sha256: '0'.repeat(64), sealed: false }, tiers };
}

function numbered(prefix: string, count: number): string[] {
	return Array.from({ length: count }, (_, index) => `${prefix}_${String(index + 1).padStart(2, '0')}`);
}
