-- Keeps everybody from the tables of the base model and from the links of its authorities until the transaction ends.
lock table governance_registry, governance_responsibility_scope, governance_object_ownership, governance_object_rule, governance_ratification,
  axis_internal.authority_link in access exclusive mode;
