-- Topics in the order of the tree.
select
  value_code, value_name, parent_value_code, status, depth, array_to_json(path) as path, provenance, assigned_objects,
  array_to_json(label_codes) as label_codes, count(*) over () as total_count
from v_ui_topic_tree
order by v_ui_topic_tree.path
limit :'limit'::integer offset :'offset'::integer;
