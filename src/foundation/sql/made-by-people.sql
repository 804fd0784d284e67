-- Rows that people made and that go with the foundation: all of its tables but the scopes as they were installed, and the links of its authorities.
-- Counted late bound, so that a table that is gone or was changed does not keep the others from being told.
select
  counted.name as object,
  substring(
    query_to_xml(format('select count(*) as rows from %s as item where %s', class.oid::regclass, counted.condition), false, false, '')::text
    from '<rows>([0-9]+)</rows>'
  )::bigint as rows
from (
  values
    ('axis_internal.authority_link', 'true'),
    ('governance_object_ownership', 'true'),
    ('governance_object_rule', 'true'),
    ('governance_ratification', 'true'),
    ('governance_registry', 'true'),
    (
      'governance_responsibility_scope',
      $condition$
        (to_jsonb(item) ->> 'scope_code', to_jsonb(item) ->> 'description', to_jsonb(item) ->> 'status') in (
          ('approval', 'Approves changes of the object', 'active'),
          ('audit', 'Answers to auditors for the object', 'active'),
          ('execution', 'Runs what the object drives', 'active'),
          ('health', 'Keeps the object correct and available', 'active'),
          ('policy', 'Decides the rules that apply to the object', 'active'),
          ('render', 'Answers for how the object is shown', 'active')
        ) is not true
      $condition$
    )
) as counted (name, condition)
join pg_class as class on class.oid = to_regclass(counted.name) and class.relkind in ('r', 'p')
order by object;
