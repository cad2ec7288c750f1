-- Which polls were open at some time is asked for what the waiting has cost.

-- +goose Up

create index polls_closed on polls (workspace, closed_at);
