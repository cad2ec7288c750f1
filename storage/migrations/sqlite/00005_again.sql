-- Whoever finds a decision in the log reads that it was asked again.

-- +goose Up

alter table polls add column asked_again integer not null default 0; -- the number of the poll that did; 0: none

update polls set asked_again = coalesce((
  select json_extract(data, '$.as') from events
  where events.workspace = polls.workspace and events.number = polls.number and fact = 'asked again'), 0);
