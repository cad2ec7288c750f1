-- What people look at and what the loops ask takes as long after 100,000 polls as after the first.

-- +goose Up

alter table stakeholders add column awaited integer not null default 0
  constraint stakeholder_awaited check (awaited in (0, 1)); -- 1: the poll is open, and waits for this person

update stakeholders set awaited = 1 where state = 'pending' and exists (
  select 1 from polls where polls.workspace = stakeholders.workspace and polls.number = stakeholders.number and polls.state = 'open');

create index stakeholders_awaited on stakeholders (workspace, person, number) where awaited = 1;

-- As somebody's list has them: open ones, published ones, and the rest, each with the newest first.
create index polls_asked on polls
  (workspace, asker, (case state when 'open' then 0 when 'published' then 1 else 2 end), number desc);

create index settings_name on settings (workspace, name, person);

-- How many polls somebody has asked: to count them would take longer with each.
create table askers (
  workspace text not null,
  person    text not null,
  polls     integer not null,
  primary key (workspace, person),
  constraint asker_polls check (polls >= 0)
) strict, without rowid;

insert into askers (workspace, person, polls) select workspace, asker, count(*) from polls group by workspace, asker;

-- +goose StatementBegin
create trigger polls_are_counted after insert on polls
begin
  insert into askers (workspace, person, polls) values (new.workspace, new.asker, 1)
  on conflict (workspace, person) do update set polls = polls + 1;
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger polls_are_counted_off after delete on polls
begin
  update askers set polls = polls - 1 where workspace = old.workspace and person = old.asker;
end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger polls_are_handed_over after update of asker on polls when new.asker <> old.asker
begin
  update askers set polls = polls - 1 where workspace = old.workspace and person = old.asker;
  insert into askers (workspace, person, polls) values (new.workspace, new.asker, 1)
  on conflict (workspace, person) do update set polls = polls + 1;
end;
-- +goose StatementEnd

-- What the planner of queries is told of a large database: rows in all, and rows for each value of one column, two, … of an
-- index. They are constants, so that every database, small or large, new or old, answers a query in the same way.
analyze sqlite_schema;
delete from sqlite_stat1;
insert into sqlite_stat1 (tbl, idx, stat) values
  ('workspaces', 'workspaces', '10 1'),
  ('polls', 'polls', '1000000 100000 1'),
  ('polls', 'polls_request', '1000000 100000 1'),
  ('polls', 'polls_due', '2000 1'),
  ('polls', 'polls_unweighed', '200 20 1'),
  ('polls', 'polls_card', '2000 200 20 1'),
  ('polls', 'polls_asker', '1000000 100000 500 1'),
  ('polls', 'polls_asked', '1000000 100000 500 200 1'),
  ('polls', 'polls_channel', '1000000 100000 1000 1'),
  ('polls', 'polls_closed', '1000000 100000 1'),
  ('askers', 'askers', '10000 1000 1'),
  ('events', 'sqlite_autoindex_events_1', '20000000 2000000 20 1'),
  ('stakeholders', 'stakeholders', '6000000 600000 6 1'),
  ('stakeholders', 'stakeholders_person', '6000000 600000 600 1'),
  ('stakeholders', 'stakeholders_awaited', '10000 1000 5 1'),
  ('answers', 'sqlite_autoindex_answers_1', '5000000 500000 5 1 1'),
  ('boxes', 'sqlite_autoindex_boxes_1', '10000 1000 1'),
  ('outbox', 'sqlite_autoindex_outbox_1', '20000000 2000000 20 1'),
  ('outbox', 'outbox_due', '2000 300 1'),
  ('outbox', 'outbox_reminders', '500 50 2 1'),
  ('digests', 'digests', '1000 100 1'),
  ('digests', 'digests_due', '1000 1'),
  ('settings', 'settings', '10000 1000 3 1'),
  ('settings', 'settings_name', '10000 1000 500 1'),
  ('schedules', 'schedules', '1000 100 1'),
  ('schedules', 'schedules_request', '1000 100 1'),
  ('schedules', 'schedules_due', '800 1'),
  ('schedules', 'schedules_asker', '1000 100 5 1'),
  ('schedules', 'schedules_channel', '1000 100 5 1');
analyze sqlite_schema;
