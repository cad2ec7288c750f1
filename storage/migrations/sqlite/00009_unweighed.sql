-- What many people's answers say is found apart from storing them. Which polls wait for that is known after a restart, too.

-- +goose Up

alter table polls add column unweighed integer not null default 0; -- 1: its answers wait to be weighed

create index polls_unweighed on polls (workspace, number) where unweighed = 1;
