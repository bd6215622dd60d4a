-- package account

-- Random, one for each organization and AWS account, and kept when the account is removed: the
-- role over there still asks for it.
CREATE TABLE external_id (
  organization_id uuid NOT NULL REFERENCES organization,
  account_id text NOT NULL,
  external_id text NOT NULL UNIQUE,
  PRIMARY KEY (organization_id, account_id)
);

CREATE TABLE cloud_account (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization,
  account_id text NOT NULL,
  display_name text NOT NULL,
  region_id text NOT NULL,
  admin_email text NOT NULL,
  vpc_write boolean NOT NULL,
  iam_write boolean NOT NULL,
  kms boolean NOT NULL,
  state text NOT NULL,
  reasons text[] NOT NULL DEFAULT '{}',
  management_role_arn text,
  created_at timestamptz NOT NULL,
  UNIQUE (organization_id, account_id)
);
