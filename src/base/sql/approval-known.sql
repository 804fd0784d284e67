-- Whether an approval code is one of approval_requests.
select 1 as known from approval_requests where code = :'ratified_apr' limit 1;
