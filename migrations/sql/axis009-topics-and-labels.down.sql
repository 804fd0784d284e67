-- Drops the views of topics and labels, dependants first, and what keeps the basis of a decision. Never cascades.
drop view v_reconcile_summary;
drop view v_reconcile_topic_projection_gap;
drop trigger axis_keep_basis on topic_label_reconcile_decision;
drop function axis_internal.keep_basis();
drop view v_reconcile_collection_topic_vs_label;
drop view v_reconcile_label_without_topic;
drop view v_reconcile_topic_without_label;
drop view v_reconcile_label_orphan;
