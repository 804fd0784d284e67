-- Drops the reconcile views, dependants first. Never cascades.
drop view v_reconcile_summary;
drop view v_reconcile_topic_projection_gap;
drop view v_reconcile_collection_topic_vs_label;
drop view v_reconcile_label_without_topic;
drop view v_reconcile_topic_without_label;
drop view v_reconcile_label_orphan;
