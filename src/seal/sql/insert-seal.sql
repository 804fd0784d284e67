insert into axis_internal.plan_seal (token_sha256, sealed_by, expires_at, ratified_apr, tiers, parts)
values (
  :'token_sha256',
  :'sealed_by',
  clock_timestamp() + :'minutes'::integer * interval '1 minute',
  :'ratified_apr',
  array(select jsonb_array_elements_text(:'tiers'::jsonb)),
  :'parts'::jsonb
)
returning sealed_at, expires_at;
