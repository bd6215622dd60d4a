-- When what the role of an account is to allow was changed last.
ALTER TABLE cloud_account ADD COLUMN permissions_at timestamptz;
