select fn_governance_scan(:'actor', :'mode') as scan_id;
