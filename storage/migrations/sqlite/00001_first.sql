-- Every time is UTC, in whole milliseconds since 1970-01-01; in sqlite3: select datetime(deadline / 1000, 'unixepoch').
-- A poll is named by its workspace and its number there: Q12 of T024BE7LD is ('T024BE7LD', 12).
-- Tables to which rows of many polls are added in turn have a rowid, so that new rows stand side by side.
-- The truth is in events. polls, stakeholders and answers are projections of it; outbox is what is still to be told.

-- +goose Up

-- Where polls are numbered.
create table workspaces (
  workspace text not null primary key,
  last      integer not null, -- the number of its newest poll
  constraint last_number check (last >= 0)
) strict, without rowid;

-- One row per poll, as it is now.
create table polls (
  workspace    text not null references workspaces,
  number       integer not null,
  version      integer not null, -- the seq of its last event
  request      text,             -- what asked for it, so that asking twice opens one poll; null: nothing
  asker        text not null,
  question     text not null,
  context      text not null,
  kind         text not null,
  rule         text not null,    -- as it is typed
  channel      text not null,    -- where it was asked; '': the asker's own conversation
  state        text not null,
  opened_at    integer not null,
  deadline     integer not null,
  due          integer,          -- when time alone changes it next; null: never
  published_at integer,
  closed_at    integer,          -- when it was closed or cancelled
  closed_why   text not null,
  answered     integer not null, -- people whose answer counts, and who gave one
  asked        integer not null, -- people whose answer counts
  outcome      text not null,    -- the word its summary begins with; '': not published
  leader       text not null,    -- the choice ahead of all others; '': none
  lead         integer not null, -- by how many answers
  sources      integer not null, -- independent sources the counted answers come from
  card_channel text not null,
  card_message text not null,
  primary key (workspace, number),
  constraint poll_number check (number >= 1),
  constraint poll_version check (version >= 1),
  constraint poll_state check (state in ('open', 'published', 'closed', 'cancelled')),
  constraint poll_published check (state not in ('published', 'closed') or published_at is not null),
  constraint poll_closed check ((state in ('closed', 'cancelled')) = (closed_at is not null)),
  constraint poll_due check (due is null or state in ('open', 'published')),
  constraint poll_outcome check ((outcome = '') = (published_at is null)),
  constraint poll_counts check (answered between 0 and asked)
) strict, without rowid;

create unique index polls_request on polls (workspace, request) where request is not null;
create index polls_due on polls (due) where due is not null;
create index polls_card on polls (workspace, card_channel, card_message) where state = 'open';
create index polls_asker on polls (workspace, asker, number);
create index polls_channel on polls (workspace, channel, number);

-- What happened, for good.
create table events (
  workspace text not null,
  number    integer not null,
  seq       integer not null, -- from 1, without gaps
  at        integer not null,
  by        text not null,    -- who caused it; '': the program itself
  acted     integer,          -- when they did it, by the clock of where they did it, in microseconds
  fact      text not null,    -- what happened
  data      text not null,    -- its particulars, in JSON
  primary key (workspace, number, seq),
  foreign key (workspace, number) references polls,
  constraint event_seq check (seq >= 1),
  constraint event_data check (data like '{%}')
) strict;

-- +goose StatementBegin
create trigger events_are_not_changed before update on events
begin
  select raise(abort, 'events are never changed');
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger events_are_not_deleted before delete on events
begin
  select raise(abort, 'events are never deleted');
end;
-- +goose StatementEnd

-- One row per person asked, as it is now.
create table stakeholders (
  workspace        text not null,
  number           integer not null,
  person           text not null,
  source           text not null,    -- the team the person counts for; '': the person alone
  stands_for       text not null,    -- in whose place this person was asked; '': for a seat of its own
  state            text not null,    -- pending, answered, no opinion, conflict of interest, not me, gone
  changes          integer not null, -- how often the position was changed after it was first given
  first_at         integer,          -- the first answer, counted or late
  has_left         integer not null, -- 1: deactivated
  question_channel text not null,    -- the message with the question
  question_message text not null,
  delivered_at     integer,          -- when the question stood there
  unreachable      text not null,    -- why it could not be delivered; '': it could, or is on its way
  reminders        integer not null, -- how many were sent
  contacted_at     integer,          -- the last time this person was written to
  primary key (workspace, number, person),
  foreign key (workspace, number) references polls,
  constraint stakeholder_state check (state <> ''),
  constraint stakeholder_left check (has_left in (0, 1)),
  constraint stakeholder_counts check (changes >= 0 and reminders >= 0)
) strict, without rowid;

create index stakeholders_person on stakeholders (workspace, person, number);

-- One row per position given: at most one that counts and one that came late for each person.
create table answers (
  workspace  text not null,
  number     integer not null,
  person     text not null,
  late       integer not null, -- 1: given after publication, kept and never counted
  position   text not null,
  reason     text not null,
  confidence text not null,    -- sure, think so, guess; '': nothing was said
  exposed    integer not null, -- 1: given after discussing it with others, so it is shown and not counted
  at         integer not null,
  primary key (workspace, number, person, late),
  foreign key (workspace, number, person) references stakeholders,
  constraint answer_flags check (late in (0, 1) and exposed in (0, 1)),
  constraint answer_position check (position <> '')
) strict;

-- What was answered anonymously: who has answered is in stakeholders and events. The key is random and rows lie in its
-- order, so that nothing joins the two.
create table ballots (
  workspace  text not null,
  number     integer not null,
  key        text not null,
  position   text not null,
  reason     text not null,
  confidence text not null,
  primary key (workspace, number, key),
  foreign key (workspace, number) references polls,
  constraint ballot_position check (position <> '')
) strict, without rowid;

-- What somebody must be told, and what became of it.
create table outbox (
  workspace  text not null,
  number     integer not null,
  key        text not null,    -- unique within the poll: the same key is the same notice
  kind       text not null,
  person     text not null,    -- who is told; '': the channel
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
  at_channel text not null default '',    -- where it was sent
  at_message text not null default '',
  why        text not null default '',    -- what the last try said
  primary key (workspace, number, key),
  foreign key (workspace, number) references polls,
  constraint outbox_state check (state in ('due', 'sending', 'sent', 'unknown', 'failed', 'dropped')),
  constraint outbox_due check ((due is not null) = (state in ('due', 'sending', 'unknown'))),
  constraint outbox_flags check (held in (0, 1) and recover in (0, 1)),
  constraint outbox_again check ((again_due is null) = (again_lane is null))
) strict;

create index outbox_due on outbox (lane, due) where due is not null;

-- What people have set for later polls.
create table settings (
  workspace text not null,
  person    text not null, -- whose it is; '': the workspace's
  name      text not null,
  value     text not null,
  set_by    text not null,
  at        integer not null,
  primary key (workspace, person, name),
  constraint setting_value check (value <> '')
) strict, without rowid;

-- One row, written to find out whether the database can be written.
create table probe (
  id    integer not null primary key,
  tries integer not null,
  constraint probe_single check (id = 1)
) strict;
