-- How many events of the governance domain an outbox holds; 0 where there is no outbox, or one without domains.
-- The count is bound late, so that the text runs where event_outbox is missing.
select
  case
    when exists (
      select from pg_attribute where attrelid = to_regclass('event_outbox') and attname = 'event_domain' and attnum > 0 and not attisdropped
    )
    then substring(
      query_to_xml('select count(*) as emits from event_outbox where event_domain::text = ''governance''', false, false, '')::text
      from '<emits>([0-9]+)</emits>'
    )::bigint
    else 0
  end as emits
