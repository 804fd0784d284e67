-- What the gate goes by: every row is one human ratification.
select count(*) as approvals from os_proposal_approvals;
