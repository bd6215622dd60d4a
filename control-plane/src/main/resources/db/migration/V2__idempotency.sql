-- package idempotency
CREATE TABLE idempotent_answer (
  scope uuid NOT NULL, -- an organization, or an operator's key
  key text NOT NULL,
  request_hash text NOT NULL, -- method, path and body
  answer jsonb, -- without secrets
  omitted text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  PRIMARY KEY (scope, key)
);
CREATE INDEX idempotent_answer_age ON idempotent_answer (created_at);
