-- What a project without a base model has: Directus' tables as far as they are read, folders, and collections in them.
create table directus_collections (
  collection varchar(64) primary key,
  hidden boolean not null default false,
  "group" varchar(64),
  note text,
  status varchar(20) default 'active'
);
create table directus_relations (
  id serial primary key,
  many_collection varchar(64) not null,
  many_field varchar(64) not null,
  one_collection varchar(64),
  one_collection_field varchar(64),
  junction_field varchar(64)
);
create table directus_files (id uuid primary key);
create table directus_fields (id serial primary key, collection varchar(64) not null, field varchar(64) not null);
create table directus_permissions (id serial primary key, collection varchar(64) not null, action varchar(10) not null);
create table directus_presets (id serial primary key, collection varchar(64), "user" uuid);

create table articles (id integer primary key, title text);
create table articles_tags (id serial primary key, articles_id integer, item varchar(255), collection varchar(64), sort integer, date_created timestamptz);
create table authors (id integer primary key);
create table author_notes (id integer primary key, body text);
create table deals (id integer primary key);
create table hidden_settings (id integer primary key, left_id integer, right_id integer, amount numeric);
create table old_news (id integer primary key);
create table pages (id integer primary key);
create view page_views as select id from pages;
create table settings (id integer primary key);
create table unregistered (id integer primary key);

insert into directus_collections (collection, hidden, "group", status)
values
  ('website', false, null, 'active'),
  ('blog', false, 'website', 'active'),
  ('sales', false, null, 'active'),
  ('empty_folder', false, 'sales', 'active'),
  ('articles', false, 'blog', 'active'),
  ('articles_tags', true, 'blog', 'active'),
  ('authors', false, 'blog', 'active'),
  ('author_notes', false, 'authors', 'active'),
  ('deals', false, 'sales', 'active'),
  ('hidden_settings', true, null, 'active'),
  ('old_news', false, null, 'inactive'),
  ('pages', false, 'website', 'active'),
  ('page_views', false, 'website', 'active'),
  ('settings', false, null, null),
  ('gone', false, 'website', 'active');
insert into directus_relations (many_collection, many_field, one_collection, one_collection_field, junction_field)
values
  ('articles_tags', 'articles_id', 'articles', null, 'item'),
  ('articles_tags', 'item', null, 'collection', 'articles_id'),
  ('hidden_settings', 'left_id', 'articles', null, 'right_id'),
  ('hidden_settings', 'right_id', 'authors', null, 'left_id');
