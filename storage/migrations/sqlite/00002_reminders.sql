-- +goose Up

-- Who is reminded of several questions reads one message.
create index outbox_reminders on outbox (workspace, person, due) where kind = 'reminder' and due is not null;

-- Who wants to read once a day what waits for them.
create table digests (
  workspace text not null,
  person    text not null,
  due       integer not null, -- when they next read it
  primary key (workspace, person)
) strict, without rowid;

create index digests_due on digests (due);
