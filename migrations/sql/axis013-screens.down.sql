-- Drops the views for screens, dependants first. Never cascades.
drop view v_ui_coverage_dashboard;
drop view v_ui_review_queue;
drop view v_ui_detector_findings;
drop view v_ui_axis_browser;
drop view v_ui_object_topic;
drop view v_ui_lane;
drop view v_ui_topic_tree;
