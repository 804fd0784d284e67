-- What the file changes, as it is before: the same twice, unless somebody changed one of the rows in between, or the file is another. A hash of hashes:
-- the rows together may be longer than a text.
select encode(sha256(convert_to(coalesce(string_agg(row_hash, '' order by row_hash), ''), 'UTF8')), 'hex') as hash
from (
  select
    encode(
      sha256(
        convert_to(jsonb_build_array(:'axis_code'::text, object_type, object_ref, value_code, owner_gov_code, action, owner_before, row_before)::text, 'UTF8')
      ),
      'hex'
    ) as row_hash
  from pg_temp.axis_plan
  where action in ('insert', 'replace')
) as changing;
