-- Owner: io.freehold.controlplane.work

-- When a creation was first about to be called: its client token is derived from this too, since
-- clouds remember the tokens of things that were deleted and are wanted again.
alter table creation_ledger add column intended_at timestamptz;
update creation_ledger set intended_at = attempted_at;
