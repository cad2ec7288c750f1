package storage

import (
	"context"
	"database/sql"
	"strings"

	"quorum/polls"
)

// selectLog reads a page of the log, the newest first. There are three reasons why a viewer may see a poll: a page is read for each,
// and the newest polls of these are the page.
const selectLog = `
select ` + lineColumns + `, polls.context
from (
  select number from (
    select number from polls
    where workspace = $1 and asker = $2 and number between $4 and $5 and state in ('published', 'closed')
    order by number desc limit $6) as own
  union select number from (
    select stakeholders.number
    from stakeholders join polls on polls.workspace = stakeholders.workspace and polls.number = stakeholders.number
    where stakeholders.workspace = $1 and stakeholders.person = $2 and stakeholders.number between $4 and $5
      and polls.state in ('published', 'closed')
    order by stakeholders.number desc limit $6) as asked
  union select number from (
    select number from polls
    where workspace = $1 and channel = $3 and channel <> '' and number between $4 and $5 and state in ('published', 'closed')
    order by number desc limit $6) as around
  order by number desc limit $6) as seen
join polls on polls.workspace = $1 and polls.number = seen.number
order by polls.number desc`

// logPage is how many polls a search reads at once.
const logPage = 128

// Log returns up to n published or closed polls that the viewer may see, the newest first. A poll is seen by its asker, by the people
// who were asked, and in the channel it was asked in. All words must be in the question or the context; case does not matter.
func (s *Store) Log(ctx context.Context, workspace string, seen Viewer, words []string, n int) ([]polls.ListEntry, error) {
	if n < 1 {
		return nil, nil
	}
	newest := int64(newestPossible)
	if seen.Before > 0 {
		newest = seen.Before - 1
	}
	where, page := []span{{1, newest}}, n
	if len(words) > 0 {
		var err error
		if where, err = s.mayHave(ctx, workspace, words); err != nil {
			return nil, err
		}
		page = logPage
	}
	var lines []polls.ListEntry
	for _, w := range where {
		w.to = min(w.to, newest)
		more, err := s.logIn(ctx, workspace, seen, words, w, page, n-len(lines))
		if err != nil {
			return nil, err
		}
		if lines = append(lines, more...); len(lines) == n {
			break
		}
	}
	return lines, nil
}

// logIn searches the polls of a span, a page at a time.
func (s *Store) logIn(ctx context.Context, workspace string, seen Viewer, words []string, in span, page, n int) (lines []polls.ListEntry, err error) {
	for in.from <= in.to {
		read := 0
		err := s.read(ctx, func(r *sql.Rows) error {
			var about string
			l, err := readLine(r, &about)
			if read++; err == nil && len(lines) < n && contains(searched(l.Question, about), words) {
				lines = append(lines, l)
			}
			in.to = l.ID.Number - 1
			return err
		}, selectLog, workspace, string(seen.Person), seen.Channel, in.from, in.to, int64(page))
		if err != nil || len(lines) == n || read < page {
			return lines, err
		}
	}
	return lines, nil
}

// contains compares texts in the program, because databases ignore case in ASCII letters only.
func contains(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, strings.ToLower(w)) {
			return false
		}
	}
	return true
}
