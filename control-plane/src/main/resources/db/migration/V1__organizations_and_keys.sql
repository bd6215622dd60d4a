-- package organization
CREATE TABLE organization (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  admin_email text NOT NULL,
  enable_core_dumps boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL
);

-- package key. Of id and secret only SHA-256 is kept, in Base64.
CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organization,
  name text NOT NULL,
  key_id_hash text NOT NULL UNIQUE,
  key_suffix text NOT NULL,
  secret_hash text NOT NULL,
  roles text[] NOT NULL,
  enabled boolean NOT NULL,
  ip_access jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  expire_at timestamptz,
  used_at timestamptz
);
CREATE INDEX api_key_organization ON api_key (organization_id, created_at, id);

-- package operator
CREATE TABLE operator_key (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE,
  key_id_hash text NOT NULL UNIQUE,
  secret_hash text NOT NULL,
  created_at timestamptz NOT NULL
);
