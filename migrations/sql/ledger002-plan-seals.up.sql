-- Seals of plans: what a person reviewed, so that an apply can prove that it does just that. Tokens are not kept, only their hashes.

create table axis_internal.plan_seal (
  id uuid primary key default gen_random_uuid(),
  token_sha256 text not null unique,
  sealed_by text not null,
  sealed_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  ratified_apr text not null,
  tiers text[] not null,
  parts jsonb not null,
  used_at timestamptz,
  used_by uuid,
  constraint plan_seal_expires_later_check check (expires_at > sealed_at),
  constraint plan_seal_used_check check ((used_at is null) = (used_by is null))
);

comment on table axis_internal.plan_seal is 'Sealed plans. Grain: one seal. A seal is used once, by the run that commits under it.';
comment on column axis_internal.plan_seal.id is 'Key of the seal.';
comment on column axis_internal.plan_seal.token_sha256 is 'SHA-256 of the token, hex. The token itself is only in the answer that gave it out.';
comment on column axis_internal.plan_seal.sealed_by is 'Directus user id of who sealed, or the name of the program.';
comment on column axis_internal.plan_seal.sealed_at is 'When the plan was read and sealed.';
comment on column axis_internal.plan_seal.expires_at is 'From when on the seal opens nothing.';
comment on column axis_internal.plan_seal.ratified_apr is 'Approval code that the apply must name.';
comment on column axis_internal.plan_seal.tiers is 'Ids of the tiers that the seal is for.';
comment on column axis_internal.plan_seal.parts is 'What was sealed: hashes of tier texts and profile, numbers of preflight, count and hash of the objects.';
comment on column axis_internal.plan_seal.used_at is 'When a run took it; null while it is unused. Commits together with the first tier of that run.';
comment on column axis_internal.plan_seal.used_by is 'The run that took it: of several tiers, the one that they are part of.';
