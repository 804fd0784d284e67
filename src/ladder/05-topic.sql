--! tier: 5
--! id: topic
--! role: axis
--! name: topic-finalization
--! reads: substrate
--! delta: axis_registry +1
--! delta: axis_value +topic_value_count
--! delta: coverage_rule +1
--! delta: topic_taxonomy_map +topic_map_count
--! observe: axis_assignment
--! observe: axis_object_ownership
--! observe: topic_label_reconcile_decision
--! observe: v_axis_coverage_gap
-- Topics of objects: values and labels as the profile declares them; assignments, owners and decisions as far as the target has their objects.
-- An assignment whose object is not in the inventory is skipped and reported. Quarantine is cleared before it is owned: its gap stays.
-- Lock: row locks on new rows only. Rolls back by deleting the rows that carry its tag.

--! applied
select 'axis' as object from axis_registry where tag = :'topic_tag'
union all select 'value' from axis_value where tag = :'topic_tag'
union all select 'rule' from coverage_rule where tag = :'topic_tag'
union all select 'map' from topic_taxonomy_map where tag = :'topic_tag'
union all select 'assignment' from axis_assignment where tag = :'topic_tag'
union all select 'owner' from axis_object_ownership where tag = :'topic_tag'
union all select 'decision' from topic_label_reconcile_decision where tag = :'topic_tag';

--! precondition
--! check: labels_known
--! remedy: Correct topic.maps of the profile, or activate the label.
select 'a label of the profile is no active code of the taxonomy' as violation, map.label_code as object, map.value_code
from jsonb_to_recordset(:'profile'::jsonb #> '{topic,maps}') as map (value_code text, label_code text)
where not exists (select from taxonomy where taxonomy.code = map.label_code and taxonomy.status = 'active')
order by map.value_code, map.label_code;

--! check: owners_known
--! remedy: Correct the code in the profile, or register the authority.
select 'an owner of the profile is no authority of governance_registry' as violation, owner.owner_gov_code as object
from jsonb_to_recordset(:'profile'::jsonb #> '{topic,owners}') as owner (owner_gov_code text)
where not exists (select from governance_registry as registry where registry.code = owner.owner_gov_code)
group by owner.owner_gov_code
order by owner.owner_gov_code;

--! check: owners_complete
--! remedy: Name its owner in topic.owners of the profile, or quarantine the assignment.
select 'a topic that is not quarantined has no owner in the profile' as violation, seed.object_type, seed.object_ref, seed.value_code
from jsonb_to_recordset(:'profile'::jsonb #> '{topic,assignments}') as seed (object_type text, object_ref text, value_code text, zone text)
join jsonb_to_recordset(:'profile'::jsonb #> '{topic,values}') as value (value_code text, status text)
  on value.value_code = seed.value_code and coalesce(value.status, 'active') = 'active'
join v_governance_object_inventory as object
  on object.object_type = seed.object_type and object.object_ref = seed.object_ref and object.requires_owner and object.born
where :'topic_close'::boolean
  and seed.zone <> 'quarantine'
  and not exists (
    select from jsonb_to_recordset(:'profile'::jsonb #> '{topic,owners}') as owner (object_type text, object_ref text)
    where owner.object_type = seed.object_type and owner.object_ref = seed.object_ref
  )
order by seed.object_type, seed.object_ref, seed.value_code;

--! check: labels_agree
--! blocker: divergent_collections
--! remedy: Correct topic.assignments or topic.maps of the profile, or the label rules of the collection.
-- As v_reconcile_collection_topic_vs_label will say of the profile: a facet in common, and no label.
with mapped as (
  select map.value_code, map.label_code, taxonomy.facet_id
  from jsonb_to_recordset(:'profile'::jsonb #> '{topic,maps}') as map (value_code text, label_code text)
  left join taxonomy on taxonomy.code = map.label_code
),
ruled as (
  select rule.condition ->> 'collection' as collection, rule.label_code, taxonomy.facet_id
  from label_rules as rule
  left join taxonomy on taxonomy.code = rule.label_code
  where rule.rule_type = 'collection' and rule.status = 'active'
)
select 'topic and labels of a collection diverge' as violation, seed.object_ref as object, seed.value_code as topic_value
from jsonb_to_recordset(:'profile'::jsonb #> '{topic,assignments}') as seed (object_type text, object_ref text, value_code text)
join jsonb_to_recordset(:'profile'::jsonb #> '{topic,values}') as value (value_code text, status text)
  on value.value_code = seed.value_code and coalesce(value.status, 'active') = 'active'
join v_governance_object_inventory as object
  on object.object_type = seed.object_type and object.object_ref = seed.object_ref and object.requires_owner and object.born
where seed.object_type = 'collection'
  and exists (
    select from mapped join ruled on ruled.facet_id = mapped.facet_id
    where mapped.value_code = seed.value_code and ruled.collection = seed.object_ref
  )
  and not exists (
    select from mapped join ruled on ruled.label_code = mapped.label_code
    where mapped.value_code = seed.value_code and ruled.collection = seed.object_ref
  )
order by seed.object_ref, seed.value_code;

--! check: codes_free
--! after: structure
--! remedy: Rename or retire them, or name other codes in the profile.
select 'AXIS_FOREIGN_OBJECTS' as code, 'an axis or rule of this code exists' as violation, object
from (
  select axis_code as object from axis_registry where axis_code = :'topic_axis_code'
  union all
  select rule_code from coverage_rule where rule_code = :'topic_rule_code'
) as taken
order by object;

--! change
insert into axis_registry (
  axis_code, axis_name, axis_family, axis_kind, value_domain, ownership_source, status, lifecycle_status, tag, created_by
)
values (
  :'topic_axis_code', :'topic_axis_name', 'semantic', 'uncertain', 'topics, as declared', 'parallel', 'active', 'active',
  :'topic_tag', :'actor'
);

insert into axis_value (axis_code, value_code, parent_value_code, status, provenance, tag, created_by)
select
  :'topic_axis_code', value_code, parent_value_code, coalesce(status, 'active'), provenance, :'topic_tag', :'actor'
from jsonb_to_recordset(:'profile'::jsonb #> '{topic,values}')
  as value (value_code text, parent_value_code text, status text, provenance jsonb)
order by value_code;

insert into coverage_rule (
  rule_code, axis_code, applies_to, coverage_mode, confidence_threshold, staleness_days, status, tag, created_by
)
values (
  :'topic_rule_code', :'topic_axis_code', '*', 'per_assignment', :'topic_confidence_threshold'::numeric,
  :'topic_staleness_days'::integer, 'active', :'topic_tag', :'actor'
);

insert into topic_taxonomy_map (value_code, label_code, map_kind, tag, created_by)
select value_code, label_code, coalesce(map_kind, 'declared'), :'topic_tag', :'actor'
from jsonb_to_recordset(:'profile'::jsonb #> '{topic,maps}') as map (value_code text, label_code text, map_kind text)
order by value_code, label_code;

insert into axis_assignment (
  object_type, object_ref, axis_code, value_code, zone, confidence, provenance, assigned_kind, assigned_at, status, tag, created_by
)
select
  seed.object_type, seed.object_ref, :'topic_axis_code', seed.value_code, seed.zone, seed.confidence, seed.provenance,
  seed.assigned_kind, now() - make_interval(days => coalesce(seed.assigned_days_ago, 0)), 'active', :'topic_tag', :'actor'
from jsonb_to_recordset(:'profile'::jsonb #> '{topic,assignments}') as seed (
  object_type text, object_ref text, value_code text, zone text, confidence numeric, provenance jsonb, assigned_kind text,
  assigned_days_ago integer
)
join v_governance_object_inventory as object
  on object.object_type = seed.object_type and object.object_ref = seed.object_ref and object.requires_owner and object.born
order by seed.object_type, seed.object_ref, seed.value_code;

insert into axis_object_ownership (
  object_type, object_ref, axis_code, value_code, owner_gov_code, owner_kind, lifecycle_status, approval_ref, tag, created_by
)
select
  assignment.object_type, assignment.object_ref, assignment.axis_code, assignment.value_code, seed.owner_gov_code,
  'accountable', 'active', :'ratified_apr', :'topic_tag', :'actor'
from jsonb_to_recordset(:'profile'::jsonb #> '{topic,owners}') as seed (object_type text, object_ref text, owner_gov_code text)
join axis_assignment as assignment
  on assignment.axis_code = :'topic_axis_code'
  and assignment.tag = :'topic_tag'
  and assignment.object_type = seed.object_type
  and assignment.object_ref = seed.object_ref
  and assignment.zone <> 'quarantine'
order by assignment.object_type, assignment.object_ref, assignment.value_code;

insert into topic_label_reconcile_decision (object_ref, topic_value, decision_kind, rationale, decided_by, tag, created_by)
select
  object_ref,
  topic_value,
  decision_kind,
  case decision_kind
    when 'accept_orthogonal_facet' then 'Topic and labels speak of different facets; both hold.'
    when 'accept_projection_pending' then 'The topic is owned; no label rule projects it yet.'
    else 'Quarantined: labels wait until the assignment is cleared.'
  end,
  :'actor',
  :'topic_tag',
  :'actor'
from (
  select
    compared.object_ref,
    compared.topic_value,
    case
      when compared.flag = 'orthogonal_facet' then 'accept_orthogonal_facet'
      when compared.flag = 'no_label_rule' and compared.zone = 'quarantine' then 'accept_quarantine_hold'
      when compared.flag = 'no_label_rule' and exists (
        select from v_axis_effective_owner as owner
        where owner.axis_code = :'topic_axis_code'
          and owner.value_code = compared.topic_value
          and owner.object_type = compared.object_type
          and owner.object_ref = compared.object_ref
      ) then 'accept_projection_pending'
    end as decision_kind
  from v_reconcile_collection_topic_vs_label as compared
) as derived
where decision_kind is not null
order by object_ref, topic_value;

-- The planner must know the new rows: what follows reads them, and autovacuum passes small tables by.
analyze axis_registry, axis_value, coverage_rule, axis_assignment, axis_object_ownership, topic_taxonomy_map, topic_label_reconcile_decision;

--! report
-- What the target did not have: facts for the operator, not errors.
select 'an assignment was skipped: its object is not in the inventory' as note, seed.object_type, seed.object_ref, seed.value_code
from jsonb_to_recordset(:'profile'::jsonb #> '{topic,assignments}') as seed (object_type text, object_ref text, value_code text)
where not exists (
  select from v_governance_object_inventory as object
  where object.object_type = seed.object_type and object.object_ref = seed.object_ref and object.requires_owner and object.born
)
order by seed.object_type, seed.object_ref, seed.value_code;

select 'an owner was skipped: its object has no assignment that may be owned' as note, seed.object_type, seed.object_ref, seed.owner_gov_code
from jsonb_to_recordset(:'profile'::jsonb #> '{topic,owners}') as seed (object_type text, object_ref text, owner_gov_code text)
where not exists (
  select from axis_object_ownership as owner
  where owner.tag = :'topic_tag' and owner.object_type = seed.object_type and owner.object_ref = seed.object_ref
)
order by seed.object_type, seed.object_ref;

select 'a topic that is not quarantined has no owner' as note, gap.object_type, gap.object_ref, gap.value_code
from v_axis_coverage_gap as gap
join axis_assignment as assignment
  on assignment.axis_code = gap.axis_code
  and assignment.value_code = gap.value_code
  and assignment.object_type = gap.object_type
  and assignment.object_ref = gap.object_ref
  and assignment.status = 'active'
  and assignment.zone <> 'quarantine'
where gap.axis_code = :'topic_axis_code'
order by gap.object_type, gap.object_ref, gap.value_code
limit 200;

--! postcondition
--! check: nothing_divergent
select 'topic and labels of a collection diverge' as violation, object_ref as object, topic_value, topic_labels, rule_labels
from v_reconcile_collection_topic_vs_label
where flag = 'divergent'
order by object_ref, topic_value;

--! check: no_projection_gap
select 'an owned topic has neither a label rule nor a decision' as violation, object_ref as object, topic_value
from v_reconcile_topic_projection_gap
order by object_ref, topic_value;

--! check: gap_is_quarantine
select 'a topic that is not quarantined has no owner' as violation, gap.object_type, gap.object_ref, gap.value_code
from v_axis_coverage_gap as gap
join axis_assignment as assignment
  on assignment.axis_code = gap.axis_code
  and assignment.value_code = gap.value_code
  and assignment.object_type = gap.object_type
  and assignment.object_ref = gap.object_ref
  and assignment.status = 'active'
  and assignment.zone <> 'quarantine'
where :'topic_close'::boolean
  and gap.axis_code = :'topic_axis_code'
order by gap.object_type, gap.object_ref, gap.value_code;

--! verify
--! check: topic_model
--! remedy: The axis, a value or the rule of this tier is gone, or of another status than declared, and no recorded change says so. Review axis_registry, axis_value and coverage_rule, or change them by POST /axis/model/changes.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from (
  select 'axis_registry' as relation, axis.id, 'active' as declared, axis.status
  from (values (:'topic_axis_code')) as seed (axis_code)
  left join axis_registry as axis on axis.axis_code = seed.axis_code
  union all
  select 'axis_value', value.id, coalesce(seed.status, 'active'), value.status
  from jsonb_to_recordset(:'profile'::jsonb #> '{topic,values}') as seed (value_code text, status text)
  left join axis_value as value on value.axis_code = :'topic_axis_code' and value.value_code = seed.value_code
  union all
  select 'coverage_rule', rule.id, 'active', rule.status
  from (values (:'topic_rule_code')) as seed (rule_code)
  left join coverage_rule as rule on rule.rule_code = seed.rule_code
) as seeded
left join jsonb_to_recordset(:'recorded'::jsonb) as act (relation text, id text, status text)
  on act.relation = seeded.relation and act.id = seeded.id::text and act.status = seeded.status
where seeded.status is distinct from seeded.declared and act.id is null;

--! check: topic_owners
--! remedy: An owner of the profile no longer answers for the topic of their object. See v_axis_coverage_gap and topic.owners of the profile.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from v_axis_coverage_gap as gap
join axis_assignment as assignment
  on assignment.axis_code = gap.axis_code
  and assignment.value_code = gap.value_code
  and assignment.object_type = gap.object_type
  and assignment.object_ref = gap.object_ref
  and assignment.status = 'active'
  and assignment.tag = :'topic_tag'
  and assignment.zone <> 'quarantine'
join jsonb_to_recordset(:'profile'::jsonb #> '{topic,owners}') as seed (object_type text, object_ref text)
  on seed.object_type = gap.object_type and seed.object_ref = gap.object_ref
where gap.axis_code = :'topic_axis_code';

--! check: topic_gap
--! remedy: A topic assignment has no owner. See v_axis_coverage_gap.
-- Reported, never judged: a quarantined assignment is a gap on purpose, and people close it when it is cleared.
select
  coalesce((:'baseline'::jsonb ->> 'topic_gap')::bigint, (
    select count(*)
    from v_axis_required_cell as required
    join axis_assignment as assignment
      on assignment.axis_code = required.axis_code
      and assignment.value_code = required.value_code
      and assignment.object_type = required.object_type
      and assignment.object_ref = required.object_ref
      and assignment.status = 'active'
      and assignment.zone = 'quarantine'
    where required.axis_code = :'topic_axis_code'
  )) as expected,
  (select coalesce(sum(gap + waived), 0)::bigint from v_axis_coverage_summary where axis_code = :'topic_axis_code') as actual,
  true as ok,
  false as judged;

--! check: active_axes
--! remedy: An axis of the rollout is not active, and no recorded change says so. Review axis_registry.
-- Of those that the order holds.
select count(*) as expected, count(standing.axis_code) as actual, count(standing.axis_code) = count(*) as ok
from (values (:'responsibility_axis_code'), (:'containment_axis_code'), (:'topic_axis_code')) as declared (axis_code)
left join (
  select axis.axis_code
  from axis_registry as axis
  left join jsonb_to_recordset(:'recorded'::jsonb) as act (relation text, id text, status text)
    on act.relation = 'axis_registry' and act.id = axis.id::text and act.status = axis.status
  where axis.status = 'active' or act.id is not null
) as standing using (axis_code)
where declared.axis_code <> '';

--! check: divergent_collections
--! remedy: Topic and labels of a collection diverge. Decide in topic_label_reconcile_decision, or correct one of them.
-- Reported, as the two below are: labels move with the work of others, and the scan reports each as a finding.
select coalesce((:'baseline'::jsonb ->> 'divergent_collections')::bigint, 0) as expected, count(*) as actual, true as ok, false as judged
from v_reconcile_collection_topic_vs_label
where flag = 'divergent';

--! check: projection_gaps
--! remedy: An owned topic has neither a label rule nor a decision. See v_reconcile_topic_projection_gap.
select coalesce((:'baseline'::jsonb ->> 'projection_gaps')::bigint, 0) as expected, count(*) as actual, true as ok, false as judged
from v_reconcile_topic_projection_gap;

--! check: label_orphans
--! remedy: A label in use is no active code of the taxonomy. See v_reconcile_label_orphan.
select coalesce((:'baseline'::jsonb ->> 'label_orphans')::bigint, 0) as expected, count(*) as actual, true as ok, false as judged
from v_reconcile_label_orphan;

--! check: kg_domain_x_active
--! remedy: The topic kg-domain-x was ratified and must be active until a recorded change says otherwise. Review axis_value.
select
  true as expected,
  value.status = 'active' as actual,
  value.status = 'active' or act.id is not null as ok
from axis_value as value
left join jsonb_to_recordset(:'recorded'::jsonb) as act (relation text, id text, status text)
  on act.relation = 'axis_value' and act.id = value.id::text and act.status = value.status
where value.axis_code = :'topic_axis_code' and value.value_code = 'kg-domain-x';

--! dependants
--! check: rows_of_others
--! remedy: A tag assign:… names its batch: POST /axis/owners/:batch/undo. A change of the model is undone from GET /axis/changes. Else delete them; force deletes and records them.
select 'a row that is not of this tier depends on the axis' as violation, object, key, tag
from (
  select 'axis_registry' as object, axis_code as key, tag from axis_registry
  where axis_code = :'topic_axis_code' and tag is distinct from :'topic_tag'
  union all
  select 'axis_value', value_code, tag from axis_value
  where axis_code = :'topic_axis_code' and tag is distinct from :'topic_tag'
  union all
  select 'axis_internal.axis_semantics', axis_code, null from axis_internal.axis_semantics where axis_code = :'topic_axis_code'
  union all
  select 'coverage_rule', rule_code, tag from coverage_rule
  where axis_code = :'topic_axis_code' and tag is distinct from :'topic_tag'
  union all
  select 'topic_taxonomy_map', concat_ws(' ', value_code, label_code), tag from topic_taxonomy_map
  where tag is distinct from :'topic_tag'
  union all
  select 'axis_assignment', concat_ws(' ', object_type, object_ref, value_code, status), tag from axis_assignment
  where axis_code = :'topic_axis_code' and tag is distinct from :'topic_tag'
  union all
  select 'axis_object_ownership', concat_ws(' ', object_type, object_ref, value_code, owner_gov_code), tag from axis_object_ownership
  where axis_code = :'topic_axis_code' and tag is distinct from :'topic_tag'
  union all
  select 'topic_label_reconcile_decision', concat_ws(' ', object_ref, topic_value, decision_kind), tag from topic_label_reconcile_decision
  where tag is distinct from :'topic_tag'
) as dependant
order by object, key;

--! check: rows_changed
--! remedy: Undo the change that made it (GET /axis/changes); force deletes and records it.
select 'a row of this tier was changed since' as violation, object, key, changed_at
from (
  select 'axis_registry' as object, axis_code as key, changed_at from axis_registry where tag = :'topic_tag'
  union all select 'axis_value', value_code, changed_at from axis_value where tag = :'topic_tag'
  union all select 'coverage_rule', rule_code, changed_at from coverage_rule where tag = :'topic_tag'
  union all select 'topic_taxonomy_map', concat_ws(' ', value_code, label_code), changed_at from topic_taxonomy_map where tag = :'topic_tag'
  union all
  select 'axis_assignment', concat_ws(' ', object_type, object_ref, value_code), changed_at from axis_assignment
  where tag = :'topic_tag'
  union all
  select 'axis_object_ownership', concat_ws(' ', object_type, object_ref, value_code), changed_at from axis_object_ownership
  where tag = :'topic_tag'
  union all
  select 'topic_label_reconcile_decision', concat_ws(' ', object_ref, topic_value), changed_at from topic_label_reconcile_decision
  where tag = :'topic_tag'
) as seeded
where changed_at is not null
order by object, key;

--! force
-- Whole statements on the axis, seeded rows included: rows of people and seeded ones may refer to each other.
delete from topic_label_reconcile_decision;
delete from axis_object_ownership where axis_code = :'topic_axis_code';
delete from axis_assignment where axis_code = :'topic_axis_code';
delete from topic_taxonomy_map;
delete from coverage_rule where axis_code = :'topic_axis_code';
delete from axis_internal.axis_semantics where axis_code = :'topic_axis_code';
delete from axis_value where axis_code = :'topic_axis_code';
delete from axis_registry where axis_code = :'topic_axis_code';

--! rollback
delete from topic_label_reconcile_decision where tag = :'topic_tag';
delete from axis_object_ownership where tag = :'topic_tag';
delete from axis_assignment where tag = :'topic_tag';
delete from topic_taxonomy_map where tag = :'topic_tag';
delete from coverage_rule where tag = :'topic_tag';
delete from axis_value where tag = :'topic_tag';
delete from axis_registry where tag = :'topic_tag';
