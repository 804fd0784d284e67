/** Takes back what paths did to the structure of the tables with the gate open. By SQL, then Directus reads its schema anew. */
import { clearCache, type Stage } from './stage';

type Restore = (stage: Stage) => Promise<void>;

const restore =
	(...statements: string[]): Restore =>
	async ({ db, admin }) => {
		for (const statement of statements) await db.raw(statement);
		await clearCache(admin);
	};

/** The copy of governance_event_log that setStage keeps. */
export const EVENT_LOG_COPY = 'bypass_event_log';

/** The table with its foreign key and its guard; nothing of ours reads it but the scan. */
export const restoreEventLog = restore(
	`create table governance_event_log (like ${EVENT_LOG_COPY} including all)`,
	`alter table governance_event_log add foreign key (scan_id) references governance_scan_run (scan_id)`,
	`create trigger axis_guard_write before insert or update or delete on governance_event_log
		for each statement execute function axis_internal.refuse_while_gate_shut()`,
	`create trigger axis_guard_truncate before truncate on governance_event_log
		for each statement execute function axis_internal.refuse_while_gate_shut()`,
	`alter table governance_event_log enable always trigger axis_guard_write, enable always trigger axis_guard_truncate`,
);

export const restoreEventLogColumn = restore(
	`alter table governance_event_log add column blocked_reason text not null default ''`,
	`alter table governance_event_log alter column blocked_reason drop default`,
);

export const dropExtraField = restore(
	`alter table axis_value drop column if exists extra`,
	`delete from directus_fields where collection = 'axis_value' and field = 'extra'`,
);

export const restoreReason = restore(`alter table governance_event_log alter column blocked_reason set not null`);

/** The foreign key as tier 1 makes it, and Directus' row about it. */
export const restoreRelation = restore(
	`alter table axis_assignment drop constraint if exists axis_assignment_superseded_by_fkey`,
	`alter table axis_assignment add constraint axis_assignment_superseded_by_fkey foreign key (superseded_by) references axis_assignment (id)`,
	`delete from directus_relations where many_collection = 'axis_assignment'`,
	`insert into directus_relations (many_collection, many_field, one_collection) values ('axis_assignment', 'superseded_by', 'axis_assignment')`,
);

/** What adding a relation of axis_candidate_finding.created_by left. */
export const dropAddedRelation = restore(
	`alter table axis_candidate_finding drop constraint if exists axis_candidate_finding_created_by_foreign`,
	`alter table axis_candidate_finding alter column created_by type text, alter column created_by set default current_user`,
	`delete from directus_relations where many_collection = 'axis_candidate_finding'`,
);

export const unregisterRule = restore(`delete from directus_collections where collection = 'coverage_rule'`);
