-- The numbers of the target that a profile may state; measured where it does not. Groups in groups are no objects.
select
  (select count(*) from v_governance_object_inventory where requires_owner and born) as inventory,
  (select count(*) from governance_responsibility_scope where status = 'active') as active_scopes,
  (select count(*) from v_object_owner_gap) as canonical_gap,
  (select count(*) from v_object_containment where parent_type = 'group' and object_type <> 'group') as containment;
