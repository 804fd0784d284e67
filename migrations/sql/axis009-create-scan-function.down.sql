drop function fn_governance_scan(text, text);
