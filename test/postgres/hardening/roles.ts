/** Two roles of a test: the one that Directus signs in with, no superuser, and the one that owns the axis objects. */
import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { hardeningScript, type Roles } from '../../../src/harden/harden';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, createDatabase, type TestDatabase } from '../support/database';

export interface Deployment {
	database: TestDatabase;
	/** A superuser's connection. */
	admin: Knex;
	directus: Knex;
	/** The owner's connection; the role exists once it was hardened. */
	owner: Knex;
	names: Roles;
	harden(): Promise<void>;
	undo(): Promise<void>;
	asDirectus(): RolloutContext;
	asOwner(): RolloutContext;
	drop(): Promise<void>;
}

/** The reference deployment, its base model owned by a superuser; Directus' role has what docs/runbook.md says it needs. */
export async function createDeployment(): Promise<Deployment> {
	const suffix = randomBytes(4).toString('hex');
	// A name that must be quoted, everywhere.
	const names = {
		owner: `Axis "owner" ${suffix}`,
		host: `directus-${suffix}`,
		schema: 'public',
		source: 'os_proposal_approvals',
	};
	const database = await createDatabase({ ledger: false });
	const admin = database.db;
	const host = `"${names.host}"`;
	await admin.raw(`
		create role ${host} login;
		grant create on database ${database.name} to ${host};
		grant usage, create on schema public to ${host};
		grant select on all tables in schema public to ${host};
		grant references on governance_registry to ${host};
		grant insert, update on os_proposal_approvals to ${host};
		grant insert, delete on governance_object_ownership to ${host};
		grant usage on sequence governance_object_ownership_id_seq to ${host};
		grant pg_read_all_stats to ${host};`);
	const directus = database.connect(encodeURIComponent(names.host));
	const owner = database.connect(encodeURIComponent(names.owner));
	const run = async (undo: boolean) => {
		await admin.raw(hardeningScript(names, undo));
		if (!undo) await admin.raw(`alter role "${names.owner.replaceAll('"', '""')}" login`);
	};
	return {
		database,
		admin,
		directus,
		owner,
		names,
		harden: () => run(false),
		undo: () => run(true),
		asDirectus: () => contextFor(database, { db: directus }),
		asOwner: () => contextFor(database, { db: owner }),
		drop: () => database.drop(),
	};
}

/** Who owns what and who may do what, with the defaults written out: a grant that was taken back leaves no trace here. */
export async function ownership(admin: Knex): Promise<unknown[]> {
	const { rows } = await admin.raw(`
		select relation, owner, grantee, privilege from (
			select oid::regclass::text as relation, relowner::regrole::text as owner, entry.grantee::regrole::text as grantee, privilege_type as privilege
			from pg_class, aclexplode(coalesce(relacl, acldefault(case relkind when 'S' then 's'::"char" else 'r' end, relowner))) as entry
			where relnamespace::regnamespace::text in ('public', 'axis_internal') and relkind in ('r', 'v', 'S')
			union all
			select oid::regprocedure::text, proowner::regrole::text, entry.grantee::regrole::text, privilege_type
			from pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) as entry
			where pronamespace::regnamespace::text in ('public', 'axis_internal')
			union all
			select nspname, nspowner::regrole::text, entry.grantee::regrole::text, privilege_type
			from pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) as entry
			where nspname in ('public', 'axis_internal')
			union all
			select 'database', datdba::regrole::text, entry.grantee::regrole::text, privilege_type
			from pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) as entry
			where datname = current_database()
			union all
			select 'default privileges', defaclrole::regrole::text, entry.grantee::regrole::text, privilege_type
			from pg_default_acl, aclexplode(defaclacl) as entry
		) as grants order by 1, 2, 3, 4`);
	return rows;
}
