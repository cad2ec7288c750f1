package slacksim

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// Notified returns the handles of the people whom Slack notified of the message, sorted: in a direct message the
// other person, in a channel the members it mentions. Only the first version of a message counts, since an update
// notifies nobody.
func (p *Post) Notified() []string {
	p.ws.mu.Lock()
	defer p.ws.mu.Unlock()
	var who []string
	if m := p.message(); m != nil {
		for _, id := range m.notified {
			who = append(who, p.ws.byID[id].Name)
		}
	}
	slices.Sort(who)
	return who
}

// notifies returns whom a new message notifies. ws.mu is held.
func (ws *Workspace) notifies(c *channel, m *message) (ids []string) {
	if m.to != "" {
		return nil
	}
	if other := c.with(m.user); c.kind == IM && ws.byID[other] != nil {
		return []string{other}
	}
	for _, id := range mentioned(m) {
		if id != m.user && c.members[id] && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// mentioned returns the people whom a message mentions in its blocks, or in its text when it has no blocks.
func mentioned(m *message) (ids []string) {
	form := regexp.MustCompile(`<@([UW][A-Z0-9]+)(\|[^>]*)?>`)
	note := func(mrkdwn string) string {
		for _, found := range form.FindAllStringSubmatch(mrkdwn, -1) {
			ids = append(ids, found[1])
		}
		return ""
	}
	decoded, err := decodeBlocks(m.blocks)
	if len(m.blocks) == 0 || err != nil {
		note(m.text)
		return ids
	}
	r := reader{mrkdwn: note, zone: time.UTC, name: func(inner string, _ *time.Location) string {
		if id, is := strings.CutPrefix(inner, "@"); is {
			ids = append(ids, id)
		}
		return ""
	}}
	for _, b := range decoded {
		r.block(b)
	}
	return ids
}
