-- What comes after the summary: what late answers would make of it, and reasons that were added to answers.

-- +goose Up

alter table polls add column late text not null default '';    -- what all answers say with the late ones; '': the same
alter table answers add column added text not null default ''; -- a reason that was added after the summary; '': none

update polls set late = coalesce((
  select case json_extract(data, '$.flips')
    when 'Tied' then 'late answers make it a tie'
    when 'Blocked' then 'a late answer blocks it'
    else 'late answers now say ' || json_extract(data, '$.flips') end
  from events where events.workspace = polls.workspace and events.number = polls.number and fact = 'late'
  order by seq desc limit 1), '')
where published_at is not null;

-- Where the summary stands is in the log from now on, so that it can be updated while late answers are taken.
insert into events (workspace, number, seq, at, by, acted, fact, data)
select polls.workspace, polls.number, polls.version + 1, polls.published_at, '', null, 'summarized',
  json_object('channel', outbox.at_channel, 'message', outbox.at_message)
from polls join outbox on outbox.workspace = polls.workspace and outbox.number = polls.number and outbox.key = 'summary'
where polls.state = 'published' and outbox.state = 'sent' and outbox.at_message <> '';

update polls set version = version + 1
where state = 'published' and exists (
  select 1 from events where events.workspace = polls.workspace and events.number = polls.number and seq = polls.version + 1);
