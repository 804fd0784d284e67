-- Topics against labels: what the topic axis says of a collection, beside what its label rules say.
-- Reads taxonomy, label_rules and entity_labels; while these views exist PostgreSQL refuses to drop what they read.

create view v_reconcile_label_orphan as
with used as (
  select label_code, 'topic_taxonomy_map' as used_in from topic_taxonomy_map
  union
  select label_code, 'label_rules' from label_rules where status = 'active'
  union
  select label_code, 'entity_labels' from (select distinct label_code from entity_labels) as label
)
select used.label_code, array_agg(used.used_in order by used.used_in) as used_in
from used
left join taxonomy on taxonomy.code = used.label_code and taxonomy.status = 'active'
where taxonomy.code is null
group by used.label_code;

comment on view v_reconcile_label_orphan is
  'Label codes in use that are no active code of the taxonomy. Grain: one label code. used_in: topic_taxonomy_map, label_rules (active), entity_labels.';

create view v_reconcile_topic_without_label as
select value.axis_code, value.value_code, value.parent_value_code
from axis_value as value
join axis_registry as axis on axis.axis_code = value.axis_code and axis.status = 'active'
where value.axis_code = 'topic'
  and value.status = 'active'
  and not exists (select from topic_taxonomy_map as map where map.value_code = value.value_code);

comment on view v_reconcile_topic_without_label is 'Active topics without a label of their own. Grain: one topic value.';

create view v_reconcile_label_without_topic as
select taxonomy.code as label_code, taxonomy.facet_id
from taxonomy
where taxonomy.status = 'active'
  and not exists (select from topic_taxonomy_map as map where map.label_code = taxonomy.code);

comment on view v_reconcile_label_without_topic is 'Active labels that no topic stands for. Grain: one label code.';

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
  from label_rules as rule
  left join taxonomy on taxonomy.code = rule.label_code
  where rule.rule_type = 'collection' and rule.status = 'active'
),
topic_label as (
  select map.value_code, map.label_code, taxonomy.facet_id
  from topic_taxonomy_map as map
  left join taxonomy on taxonomy.code = map.label_code
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
  on decision.object_ref = flagged.object_ref and decision.topic_value = flagged.topic_value;

comment on view v_reconcile_collection_topic_vs_label is
  'Topic of a collection against its label rules. Grain: one active topic assignment of a collection. base_flag: no_label_rule, unmapped, consistent (a label in common), divergent (a facet in common), orthogonal_facet; flag: the same, or reconciled_<decision_kind>.';

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

comment on view v_reconcile_topic_projection_gap is
  'Owned topics of collections without a label rule and without a decision. Grain: one topic assignment.';

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
