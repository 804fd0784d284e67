-- A decision counts whatever came after it, as in axis006.

create or replace view v_reconcile_collection_topic_vs_label as
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

drop trigger axis_keep_basis on topic_label_reconcile_decision;
drop function axis_internal.keep_basis();
alter table topic_label_reconcile_decision drop column basis;
