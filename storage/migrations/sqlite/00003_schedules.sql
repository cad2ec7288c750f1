-- +goose Up

-- Polls that are asked again and again. A deleted one stays, so that its number never means another one.
create table schedules (
  workspace   text not null references workspaces,
  number      integer not null, -- S2 of T024BE7LD is ('T024BE7LD', 2)
  version     integer not null, -- how often it was changed
  request     text,             -- what asked for it, so that asking twice makes one; null: nothing
  asker       text not null,
  channel     text not null,    -- where it asks; '': the asker's own conversation
  question    text not null,
  draft       text not null,    -- all that it asks, in JSON
  every       text not null,    -- when, as it is typed
  zone        text not null,    -- the time zone in which that is read
  state       text not null,
  due         integer,          -- when there is next something to do: to ask or to tell; null: nothing
  next_at     integer,          -- when it asks next; null unless it is active
  skipped_at  integer,          -- when it would have asked and does not, at the asker's wish
  last        integer,          -- the number of the poll that it asked last
  last_at     integer,
  failed      integer not null, -- how often in a row it could not ask
  word        text not null,    -- what the asker must be told; '': nothing
  word_at     integer,          -- when that came up
  word_due    integer,          -- when to tell it, or to try again
  word_tries  integer not null,
  primary key (workspace, number),
  foreign key (workspace, last) references polls deferrable initially deferred,
  constraint schedule_number check (number >= 1),
  constraint schedule_version check (version >= 1),
  constraint schedule_draft check (draft like '{%}'),
  constraint schedule_every check (every <> ''),
  constraint schedule_state check (state in ('active', 'paused', 'deleted')),
  constraint schedule_next check ((state = 'active') = (next_at is not null)),
  constraint schedule_due check ((due is not null) = (next_at is not null or word_due is not null)),
  constraint schedule_last check ((last is null) = (last_at is null)),
  constraint schedule_word check ((word = '') = (word_at is null) and (word = '') = (word_due is null)),
  constraint schedule_counts check (failed >= 0 and word_tries >= 0)
) strict, without rowid;

create unique index schedules_request on schedules (workspace, request) where request is not null;
create index schedules_due on schedules (due) where due is not null;
create index schedules_asker on schedules (workspace, asker, number);
create index schedules_channel on schedules (workspace, channel, number);
