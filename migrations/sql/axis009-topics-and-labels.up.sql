-- Topics against labels: what the topic axis says of a collection, beside what its label rules say, and what people decided about the difference.
-- A decision holds for what it decided on. It keeps that, and counts no more once topic, labels or quarantine say something else: the divergence
-- that came after it is found again.
-- Labels are read through the ports of axis008: where there are none, these views say so by being empty.

create view v_reconcile_label_orphan as
with used as (
  select label_code, 'topic_taxonomy_map' as used_in from topic_taxonomy_map
  union
  select label_code, 'label_rules' from axis_internal.base_label_rule where status = 'active'
  union
  select label_code, 'entity_labels' from (select distinct label_code from axis_internal.base_entity_label) as label
)
select used.label_code, array_agg(used.used_in order by used.used_in) as used_in
from used
left join axis_internal.base_taxonomy as taxonomy on taxonomy.code = used.label_code and taxonomy.status = 'active'
where taxonomy.code is null
group by used.label_code;

comment on view v_reconcile_label_orphan is 'Label codes in use that are no active code of the taxonomy. Grain: one label code. used_in: topic_taxonomy_map, label_rules (active), entity_labels.';
comment on column v_reconcile_label_orphan.label_code is 'Code of a label of the taxonomy; of an orphan, what its users call it.';
comment on column v_reconcile_label_orphan.used_in is 'Where it is used, sorted.';

create view v_reconcile_topic_without_label as
select value.axis_code, value.value_code, value.parent_value_code
from axis_value as value
join axis_registry as axis on axis.axis_code = value.axis_code and axis.status = 'active'
where value.axis_code = 'topic'
  and value.status = 'active'
  and not exists (select from topic_taxonomy_map as map where map.value_code = value.value_code);

comment on view v_reconcile_topic_without_label is 'Active topics without a label of their own. Grain: one topic value.';
comment on column v_reconcile_topic_without_label.axis_code is 'Axis, as in axis_registry.';
comment on column v_reconcile_topic_without_label.value_code is 'Value of that axis, as in axis_value.';
comment on column v_reconcile_topic_without_label.parent_value_code is 'Broader value of the same axis, null for a root.';

create view v_reconcile_label_without_topic as
select taxonomy.code as label_code, taxonomy.facet_id
from axis_internal.base_taxonomy as taxonomy
where taxonomy.status = 'active'
  and not exists (select from topic_taxonomy_map as map where map.label_code = taxonomy.code);

comment on view v_reconcile_label_without_topic is 'Active labels that no topic stands for. Grain: one label code.';
comment on column v_reconcile_label_without_topic.label_code is 'Code of a label of the taxonomy; of an orphan, what its users call it.';
comment on column v_reconcile_label_without_topic.facet_id is 'Facet of the label.';

create view v_reconcile_collection_topic_vs_label as
with topic as (
  select assignment.object_ref, assignment.value_code as topic_value, assignment.zone
  from axis_assignment as assignment
  join axis_registry as axis on axis.axis_code = assignment.axis_code and axis.status = 'active'
  join axis_value as value
    on value.axis_code = assignment.axis_code and value.value_code = assignment.value_code and value.status = 'active'
  where assignment.axis_code = 'topic' and assignment.object_type = 'collection' and assignment.status = 'active'
),
rule_label as (
  select distinct rule.condition ->> 'collection' as collection, rule.label_code, taxonomy.facet_id
  from axis_internal.base_label_rule as rule
  left join axis_internal.base_taxonomy as taxonomy on taxonomy.code = rule.label_code
  where rule.rule_type = 'collection' and rule.status = 'active'
),
topic_label as (
  select map.value_code, map.label_code, taxonomy.facet_id
  from topic_taxonomy_map as map
  left join axis_internal.base_taxonomy as taxonomy on taxonomy.code = map.label_code
),
compared as (
  select
    topic.object_ref,
    topic.topic_value,
    topic.zone,
    array(
      select label_code from topic_label where topic_label.value_code = topic.topic_value order by label_code
    ) as topic_labels,
    array(
      select label_code from rule_label where rule_label.collection = topic.object_ref order by label_code
    ) as rule_labels,
    exists (
      select from rule_label
      join topic_label on topic_label.label_code = rule_label.label_code
      where rule_label.collection = topic.object_ref and topic_label.value_code = topic.topic_value
    ) as label_in_common,
    exists (
      select from rule_label
      join topic_label on topic_label.facet_id = rule_label.facet_id
      where rule_label.collection = topic.object_ref and topic_label.value_code = topic.topic_value
    ) as facet_in_common
  from topic
),
flagged as (
  select
    compared.object_ref,
    compared.topic_value,
    compared.zone,
    compared.topic_labels,
    compared.rule_labels,
    case
      when cardinality(compared.rule_labels) = 0 then 'no_label_rule'
      when cardinality(compared.topic_labels) = 0 then 'unmapped'
      when compared.label_in_common then 'consistent'
      when compared.facet_in_common then 'divergent'
      else 'orthogonal_facet'
    end as base_flag
  from compared
)
select
  'collection' as object_type,
  flagged.object_ref,
  flagged.topic_value,
  flagged.zone,
  flagged.topic_labels,
  flagged.rule_labels,
  flagged.base_flag,
  decision.decision_kind,
  case
    when flagged.base_flag = 'consistent' or decision.decision_kind is null then flagged.base_flag
    else 'reconciled_' || decision.decision_kind
  end as flag
from flagged
left join topic_label_reconcile_decision as decision
  on decision.object_ref = flagged.object_ref
  and decision.topic_value = flagged.topic_value
  and decision.basis = jsonb_build_object(
    'flag', flagged.base_flag,
    'quarantined', flagged.zone = 'quarantine',
    'topic_labels', flagged.topic_labels,
    'rule_labels', flagged.rule_labels
  );

comment on view v_reconcile_collection_topic_vs_label is 'Topic of a collection against its label rules. Grain: one active topic assignment of a collection. base_flag: no_label_rule, unmapped, consistent (a label in common), divergent (a facet in common), orthogonal_facet; flag: the same, or reconciled_<decision_kind> where a decision was made on just this.';
comment on column v_reconcile_collection_topic_vs_label.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_reconcile_collection_topic_vs_label.object_ref is 'Name of the object within its type.';
comment on column v_reconcile_collection_topic_vs_label.topic_value is 'Topic, a value of the topic axis.';
comment on column v_reconcile_collection_topic_vs_label.zone is 'approved, candidate or quarantine.';
comment on column v_reconcile_collection_topic_vs_label.topic_labels is 'Labels that the topic is mapped to, sorted.';
comment on column v_reconcile_collection_topic_vs_label.rule_labels is 'Labels that the rules of the object project, sorted.';
comment on column v_reconcile_collection_topic_vs_label.base_flag is 'What the flag would be without a decision.';
comment on column v_reconcile_collection_topic_vs_label.decision_kind is 'The decision on this object and topic; null where there is none.';
comment on column v_reconcile_collection_topic_vs_label.flag is 'consistent, orthogonal_facet, divergent, no_label_rule or unmapped; reconciled_<decision> where a decision replaces it.';

do $block$
begin
  execute format($create$
    create function axis_internal.keep_basis() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
    as $function$
    begin
      if tg_op = 'INSERT'
        or new.basis is null
        or (new.object_ref, new.topic_value, new.decision_kind, new.rationale, new.decided_by, new.decided_at)
          is distinct from (old.object_ref, old.topic_value, old.decision_kind, old.rationale, old.decided_by, old.decided_at)
      then
        new.basis := (
          select jsonb_build_object(
            'flag', compared.base_flag,
            'quarantined', compared.zone = 'quarantine',
            'topic_labels', compared.topic_labels,
            'rule_labels', compared.rule_labels
          )
          from %1$I.v_reconcile_collection_topic_vs_label as compared
          where compared.object_ref = new.object_ref and compared.topic_value = new.topic_value
        );
      end if;
      return new;
    end
    $function$
  $create$, current_schema());
end
$block$;

comment on function axis_internal.keep_basis() is 'Keeps what a decision was made on, each time that somebody decides.';

create trigger axis_keep_basis before insert or update on topic_label_reconcile_decision
  for each row execute function axis_internal.keep_basis();
comment on trigger axis_keep_basis on topic_label_reconcile_decision is 'Keeps what a decision was made on.';

create view v_reconcile_topic_projection_gap as
select compared.object_type, compared.object_ref, compared.topic_value
from v_reconcile_collection_topic_vs_label as compared
where compared.flag = 'no_label_rule'
  and exists (
    select from v_axis_effective_owner as owner
    where owner.axis_code = 'topic'
      and owner.value_code = compared.topic_value
      and owner.object_type = compared.object_type
      and owner.object_ref = compared.object_ref
  );

comment on view v_reconcile_topic_projection_gap is 'Owned topics of collections without a label rule and without a decision. Grain: one topic assignment.';
comment on column v_reconcile_topic_projection_gap.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_reconcile_topic_projection_gap.object_ref is 'Name of the object within its type.';
comment on column v_reconcile_topic_projection_gap.topic_value is 'Topic, a value of the topic axis.';

create view v_reconcile_summary as
select
  count(*) filter (where flag = 'consistent') as consistent,
  count(*) filter (where flag = 'orthogonal_facet') as orthogonal_facet,
  count(*) filter (where flag = 'divergent') as divergent,
  count(*) filter (where flag = 'no_label_rule') as no_label_rule,
  count(*) filter (where flag = 'unmapped') as unmapped,
  count(*) filter (where flag like 'reconciled%') as reconciled,
  (select count(*) from v_reconcile_topic_projection_gap) as projection_gaps,
  (select count(*) from v_reconcile_label_orphan) as label_orphans,
  (select count(*) from v_reconcile_topic_without_label) as topics_without_label,
  (select count(*) from v_reconcile_label_without_topic) as labels_without_topic
from v_reconcile_collection_topic_vs_label;

comment on view v_reconcile_summary is 'The reconcile views as counts. Grain: one row.';
comment on column v_reconcile_summary.consistent is 'Assignments whose topic and labels agree.';
comment on column v_reconcile_summary.orthogonal_facet is 'Assignments whose topic and labels share no facet.';
comment on column v_reconcile_summary.divergent is 'Assignments with a label of the same facet, but no label in common.';
comment on column v_reconcile_summary.no_label_rule is 'Assignments whose object has no label rule.';
comment on column v_reconcile_summary.unmapped is 'Assignments whose topic has no label.';
comment on column v_reconcile_summary.reconciled is 'Assignments that a decision settled.';
comment on column v_reconcile_summary.projection_gaps is 'Owned topics without a label rule and without a decision.';
comment on column v_reconcile_summary.label_orphans is 'Labels in use that are no active code of the taxonomy.';
comment on column v_reconcile_summary.topics_without_label is 'Active topics without a label of their own.';
comment on column v_reconcile_summary.labels_without_topic is 'Active labels that no topic is mapped to.';
