-- Every approval as the profile's ratification judges it. The one place that does: count, lock, preflight and packet stand on it, the trigger
-- (axis_internal.gate_is_open) holds the rules that need no operator.
-- The table is not ours. A column that it lacks is that of `missing`, which the frame around this brings along, and unknown; so is one whose type is
-- not PostgreSQL's own, because a cast of it could run a function of whoever made it. Unknown counts for nothing.
-- The table is named by its schema, for on a connection of the host a temporary one of the same name would come first, and must be a table: a view
-- has no tableoid, which is an error, and unreadable approvals are none.
select
  judged.signer,
  judged.creator,
  judged.agreed,
  judged.signed,
  judged.of_others,
  judged.agreed and judged.signed and judged.of_others as valid
from only :"host_schema".os_proposal_approvals as approval
join pg_catalog.pg_class as class on class.oid = approval.tableoid and class.relkind = 'r'::"char"
cross join lateral (
  select
    case when pg_catalog.pg_typeof(id)::oid < '16384'::oid then pg_catalog.to_jsonb(id) #>> '{}'::text[] end as key,
    case when pg_catalog.pg_typeof(email)::oid < '16384'::oid then pg_catalog.to_jsonb(email) #>> '{}'::text[] end as address,
    case
      when pg_catalog.pg_typeof(esignature_agreement)::oid < '16384'::oid then pg_catalog.to_jsonb(esignature_agreement)
    end as agreement
) as raw
cross join lateral (
/* signer.sql */
) as signing
cross join lateral (
  select
    signing.signer,
    :'approvals_of_others'::jsonb ->> raw.key as creator,
    not :'ratification_agreement'::boolean or raw.agreement is not distinct from 'true'::jsonb as agreed,
    not :'ratification_distinct_signers'::boolean or signing.signer is not null as signed,
    not :'ratification_not_by_operator'::boolean or (
      :'approvals_of_others'::jsonb ->> raw.key is not null
      and (:'operator_email'::text = ''::text or signing.signer is distinct from :'operator_email'::text)
    ) as of_others
) as judged
