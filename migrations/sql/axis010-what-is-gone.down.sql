-- Drops the views of what moved or is gone. Never cascades.
drop view axis_internal.activated_past_route;
drop view axis_internal.scope_drift;
drop view axis_internal.stranded_anchor;
drop view axis_internal.stale_owner;
drop view axis_internal.stale_reference;
drop view axis_internal.containment_moved;
