-- What Slack has told of the people and user groups of a workspace survives a restart.

-- +goose Up

create table directory (
  workspace text not null,
  id        text not null,    -- of a person; or the name of a list
  profile   text not null,    -- JSON
  at        integer not null, -- since when it is so
  primary key (workspace, id),
  constraint directory_profile check (json_valid(profile))
) strict, without rowid;
