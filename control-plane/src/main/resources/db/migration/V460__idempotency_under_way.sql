-- package idempotency
-- Requests that ask AWS do not run in one transaction with this row: until then it says that one is
-- under way.
ALTER TABLE idempotent_answer
  ADD COLUMN made_id uuid, -- of what the request makes, so that it is not made twice
  ADD COLUMN running_until timestamptz; -- by the clients' clock; null once it is answered
