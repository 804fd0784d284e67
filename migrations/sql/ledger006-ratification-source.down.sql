-- Without its source nothing can be ratified. Only the uninstaller does this, never a rollback.
drop function axis_internal.touches_source(text, jsonb, text, jsonb, jsonb, jsonb);
drop function axis_internal.source_condition(jsonb);
drop function axis_internal.source_problem(text, jsonb);
drop function axis_internal.ratification_source(jsonb);
drop function axis_internal.host_schema();
