-- A decision holds for what it decided on. It keeps that, and counts no more once topic, labels or quarantine say something else: the divergence
-- that came after it is found again.
-- Needs no open gate: decisions that are there get their basis from how things stand now, past their guard. Lock: AccessExclusive on the table.

alter table topic_label_reconcile_decision add column basis jsonb;
comment on column topic_label_reconcile_decision.basis is
  'What was decided on: flag, quarantined, topic_labels and rule_labels of the collection and topic when somebody last decided. Set by a trigger; null where the topic was not assigned then.';

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

do $block$
begin
  if exists (select from topic_label_reconcile_decision) then
    alter table topic_label_reconcile_decision disable trigger axis_guard_write;
    alter table topic_label_reconcile_decision disable trigger axis_mark_change;
    update topic_label_reconcile_decision set basis = null;
    alter table topic_label_reconcile_decision enable always trigger axis_guard_write;
    alter table topic_label_reconcile_decision enable trigger axis_mark_change;
  end if;
end
$block$;

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
  on decision.object_ref = flagged.object_ref
  and decision.topic_value = flagged.topic_value
  and decision.basis = jsonb_build_object(
    'flag', flagged.base_flag,
    'quarantined', flagged.zone = 'quarantine',
    'topic_labels', flagged.topic_labels,
    'rule_labels', flagged.rule_labels
  );

comment on view v_reconcile_collection_topic_vs_label is
  'Topic of a collection against its label rules. Grain: one active topic assignment of a collection. base_flag: no_label_rule, unmapped, consistent (a label in common), divergent (a facet in common), orthogonal_facet; flag: the same, or reconciled_<decision_kind> where a decision was made on just this.';
