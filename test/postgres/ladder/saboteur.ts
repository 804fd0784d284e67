/** A saboteur in the database: triggers, made beforehand, that spoil what a tier does while it does it. */
import type { Knex } from 'knex';

export interface Sabotage {
	/** Table whose INSERTs (or what `on` says) set it off. Null: right after tier 1 has set its policy. */
	table: string | null;
	/** Instead of the statement trigger that runs `sql`: rows that match this condition on `row` vanish. */
	swallow?: string;
	on?: 'insert' | 'update' | 'delete';
	/** Runs once, after the first statement on the table. */
	sql?: string;
}

const SCHEMA = 'saboteur';

/** Plants it, in a schema of its own, so that neither fingerprint nor deltas see it. Needs a superuser. */
export async function plant(db: Knex, sabotage: Sabotage): Promise<void> {
	await db.raw(`create schema ${SCHEMA}`);
	if (sabotage.table === null) return plantInStructure(db, sabotage.sql ?? '');
	if (sabotage.swallow !== undefined) return plantSwallower(db, sabotage);
	await db.raw(`create function ${SCHEMA}.spoil() returns trigger language plpgsql set search_path = public, pg_temp as $f$
		begin
			if pg_trigger_depth() = 1 then ${sabotage.sql ?? ''}; end if;
			return null;
		end $f$`);
	await db.raw(`create trigger zz_spoil after ${sabotage.on ?? 'insert'} on ${sabotage.table}
		for each statement execute function ${SCHEMA}.spoil()`);
	await db.raw(`alter table ${sabotage.table} enable always trigger zz_spoil`);
}

/** Takes it away with everything that hangs on it. */
export async function unmask(db: Knex): Promise<void> {
	await db.raw(`drop schema ${SCHEMA} cascade`);
}

async function plantSwallower(db: Knex, { table, swallow, on = 'insert' }: Sabotage): Promise<void> {
	await db.raw(`create function ${SCHEMA}.spoil() returns trigger language plpgsql set search_path = public, pg_temp as $f$
		declare row ${table}%rowtype := coalesce(new, old);
		begin
			if ${swallow} then return null; end if;
			return coalesce(new, old);
		end $f$`);
	await db.raw(`create trigger zz_spoil before ${on} on ${table} for each row execute function ${SCHEMA}.spoil()`);
}

// The tables of tier 1 do not exist yet: an event trigger waits for the last view's comment and sits down on the gate policy, tier 1's last write.
async function plantInStructure(db: Knex, sql: string): Promise<void> {
	await db.raw(
		`create function ${SCHEMA}.spoil() returns trigger language plpgsql set search_path = public, pg_temp as $f$ begin ${sql}; return null; end $f$`,
	);
	await db.raw(`create function ${SCHEMA}.wait() returns event_trigger language plpgsql as $f$
		begin
			if exists (select from pg_event_trigger_ddl_commands() where object_identity like '%fn_governance_scan%') then
				create trigger zz_spoil after insert on axis_internal.gate_policy for each statement execute function ${SCHEMA}.spoil();
			end if;
		end $f$`);
	await db.raw(`create event trigger zz_wait on ddl_command_end when tag in ('COMMENT') execute function ${SCHEMA}.wait()`);
}
