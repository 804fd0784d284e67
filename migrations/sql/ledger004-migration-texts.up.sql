-- A checksum of each migration's text beside its name, so that a text that was changed after it ran is told, and not taken for applied.

create table axis_internal.migration_text (
  name text primary key,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  created_by text not null default current_user,
  created_at timestamptz not null default now()
);

comment on table axis_internal.migration_text is 'Texts of the migrations that ran in this database. Grain: one migration of ledger_migrations or substrate_migrations.';
comment on column axis_internal.migration_text.name is 'Name of the migration.';
comment on column axis_internal.migration_text.sha256 is 'SHA-256 of the text that brings it about, hex; where that was not kept when it ran, as of the next start.';
comment on column axis_internal.migration_text.created_by is 'Database role that made the row.';
comment on column axis_internal.migration_text.created_at is 'When the row was made.';
