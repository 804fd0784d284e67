-- Locks the approvals that a tier relies on, to the end of its transaction: whoever deletes one waits for the tier, or the tier for him.
select 1 as approval from os_proposal_approvals limit :'ratification_minimum'::integer for share;
