-- What people ask for by commands and forms is accepted before anything is looked up.

-- +goose Up

create table requests (
  workspace text not null,
  key       text not null,             -- of the command or the form: the same key is the same request
  person    text not null,
  kind      text not null,             -- how the payload is read
  payload   text not null,             -- what was typed, and where
  at        integer not null,
  due       integer,                   -- when it is tried again; null: it is over
  tries     integer not null default 0,
  done      integer not null default 0, -- 1: what it asks for is stored
  primary key (workspace, key),
  constraint request_key check (key <> ''),
  constraint request_done check (done in (0, 1))
) strict, without rowid;

create index requests_due on requests (due) where due is not null;
create index requests_over on requests (at) where due is null;
