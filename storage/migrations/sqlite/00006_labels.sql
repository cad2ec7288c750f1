-- What an objection blocks and what is adopted by default has a word of its own.

-- +goose Up

update polls set outcome = 'by default', leader = (
  select json_extract(data, '$.outcome.adopted') from events
  where events.workspace = polls.workspace and events.number = polls.number and fact = 'published')
where outcome = 'No quorum' and exists (
  select 1 from events where events.workspace = polls.workspace and events.number = polls.number and fact = 'published'
  and coalesce(json_extract(data, '$.outcome.adopted'), '') <> '');

update polls set outcome = 'Blocked'
where kind in ('fist', 'consent') and outcome not in ('', 'Closed', 'by default') and exists (
  select 1 from events where events.workspace = polls.workspace and events.number = polls.number and fact = 'published'
  and json_extract(data, '$.outcome.blocks') > 0);
