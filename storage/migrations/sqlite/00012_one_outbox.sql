-- Everything that people must be told is in the outbox, whether it is about a poll, a schedule or a person.

-- +goose Up

create table outbox_of_topics (
  workspace  text not null,
  topic      text not null,    -- what it is about: a poll, a schedule or a person
  number     integer not null, -- of the poll or the schedule; 0: it is about the person who is told
  key        text not null,    -- unique within the topic: the same key is the same notice
  kind       text not null,
  person     text not null,    -- the recipient; '': the channel
  detail     text not null,    -- what it says beside its topic
  lane       integer not null, -- the lower goes first
  state      text not null default 'due',
  due        integer,          -- due: when to send; unknown: when to look; sending: when the lease ends; else null
  held       integer not null default 0, -- 1: an earlier try put it off until due
  revision   integer not null default 0, -- how often it was armed again after it had been sent
  again_due  integer,          -- armed again while it was being sent: due then; null: not
  again_lane integer,
  attempts   integer not null default 0, -- tries of this revision that counted
  unknown    integer not null default 0, -- tries of this revision whose outcome is unknown
  started_at integer,          -- when the first try that may have arrived began
  recover    integer not null default 0, -- 1: a try may have arrived
  lease      integer not null default 0, -- how often it was leased
  at_channel text not null default '',   -- where it was sent
  at_message text not null default '',
  why        text not null default '',   -- what the last try said
  primary key (workspace, topic, number, key),
  constraint outbox_topic check (topic in ('poll', 'schedule', 'person') and (number = 0) = (topic = 'person')),
  constraint outbox_state check (state in ('due', 'sending', 'sent', 'unknown', 'failed', 'dropped')),
  constraint outbox_due check ((due is not null) = (state in ('due', 'sending', 'unknown'))),
  constraint outbox_flags check (held in (0, 1) and recover in (0, 1)),
  constraint outbox_again check ((again_due is null) = (again_lane is null))
) strict;

-- What is under way is found by the name of its sending, which its topic and its key make: neither changes.
insert into outbox_of_topics (workspace, topic, number, key, kind, person, detail, lane, state, due, held, revision, again_due,
  again_lane, attempts, unknown, started_at, recover, lease, at_channel, at_message, why)
select workspace, 'poll', number, key, kind, person,
  case when kind in ('tidy', 'undelivered', 'flip', 'reason', 'stuck') then substr(key, length(kind) + 2) else '' end,
  lane, state, due, held, revision, again_due, again_lane, attempts, unknown, started_at, recover, lease, at_channel, at_message, why
from outbox order by rowid;

-- Nobody reads a digest twice on a day that was one of a poll.
insert into outbox_of_topics (workspace, topic, number, key, kind, person, detail, lane, state)
select workspace, 'person', 0, key, kind, person, '', lane, 'dropped' from outbox where kind = 'digest'
on conflict (workspace, topic, number, key) do nothing;

-- What was begun may have arrived: it is looked for before it is told.
insert into outbox_of_topics (workspace, topic, number, key, kind, person, detail, lane, state, due, unknown, started_at, recover)
select workspace, 'schedule', number, 'schedule/' || word_at, 'schedule', asker, word, 3,
  case when word_tries > 0 then 'unknown' else 'due' end, word_due, min(word_tries, 1),
  case when word_tries > 0 then word_at end, min(word_tries, 1)
from schedules where word <> '' and state <> 'deleted';

drop table outbox;
alter table outbox_of_topics rename to outbox;
create index outbox_due on outbox (lane, due) where due is not null;
create index outbox_reminders on outbox (workspace, person, due) where kind = 'reminder' and due is not null;

create table schedules_without_words (
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
  next_at     integer,          -- when it asks next; null unless it is active
  skipped_at  integer,          -- when it would have asked and does not, at the asker's wish
  last        integer,          -- the number of the poll that it asked last
  last_at     integer,
  failed      integer not null, -- how often in a row it could not ask
  primary key (workspace, number),
  foreign key (workspace, last) references polls deferrable initially deferred,
  constraint schedule_number check (number >= 1),
  constraint schedule_version check (version >= 1),
  constraint schedule_draft check (draft like '{%}'),
  constraint schedule_every check (every <> ''),
  constraint schedule_state check (state in ('active', 'paused', 'deleted')),
  constraint schedule_next check ((state = 'active') = (next_at is not null)),
  constraint schedule_last check ((last is null) = (last_at is null)),
  constraint schedule_counts check (failed >= 0)
) strict, without rowid;

insert into schedules_without_words
select workspace, number, version, request, asker, channel, question, draft, every, zone, state, next_at, skipped_at, last, last_at, failed
from schedules;

drop table schedules;
alter table schedules_without_words rename to schedules;
create unique index schedules_request on schedules (workspace, request) where request is not null;
create index schedules_due on schedules (next_at) where next_at is not null;
create index schedules_asker on schedules (workspace, asker, number);
create index schedules_channel on schedules (workspace, channel, number);

-- What the planner of queries is told of a large database, as before.
delete from sqlite_stat1 where tbl in ('outbox', 'schedules', 'outbox_of_topics', 'schedules_without_words');
insert into sqlite_stat1 (tbl, idx, stat) values
  ('outbox', 'sqlite_autoindex_outbox_1', '20000000 2000000 2000000 20 1'),
  ('outbox', 'outbox_due', '2000 300 1'),
  ('outbox', 'outbox_reminders', '500 50 2 1'),
  ('schedules', 'schedules', '1000 100 1'),
  ('schedules', 'schedules_request', '1000 100 1'),
  ('schedules', 'schedules_due', '800 1'),
  ('schedules', 'schedules_asker', '1000 100 5 1'),
  ('schedules', 'schedules_channel', '1000 100 5 1');
analyze sqlite_schema;
