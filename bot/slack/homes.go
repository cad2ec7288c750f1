package slack

import (
	"context"
	"slices"
	"sync"
	"time"

	"quorum/polls"
)

func (r *Responder) homeOpened(ctx context.Context, in HomeOpened) Reply {
	if in.Tab != "" && in.Tab != "home" {
		return Reply{}
	}
	r.refreshHome(ctx, in.Team, in.User)
	return Reply{}
}

// homeLines is how many polls each list of the App Home knows of; one more than it shows says that there are more.
const homeLines = maxHomeLines + 1

// homeWithin bounds how long an acknowledgement waits for the App Home.
const homeWithin = time.Second

// refreshHome shows the App Home as it is now. Whatever brought it about is stored by then, so a failure is only noted.
func (r *Responder) refreshHome(ctx context.Context, team, user string) {
	ctx, cancel := context.WithTimeout(ctx, homeWithin)
	defer cancel()
	who := polls.Person(user)
	waiting, err := r.bot.Waiting(ctx, team, who, homeLines)
	if err == nil {
		var asked []polls.Line
		if asked, err = r.bot.Asked(ctx, team, who, homeLines); err == nil {
			r.knowAskers(ctx, team, slices.Concat(waiting, asked))
			err = r.client.PublishHome(ctx, user, r.slack.scene(team).home(waiting, asked))
		}
	}
	if err != nil {
		r.log.Warn("the App Home was not shown", "err", err)
	}
}

// viewMemory remembers some forms, the last ones. It is safe for concurrent use.
type viewMemory struct {
	mu    sync.Mutex
	views map[string]bool
	order []string
}

const maxViewMemory = 1000

func (m *viewMemory) add(view string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.views == nil {
		m.views = map[string]bool{}
	}
	m.views[view] = true
	if m.order = append(m.order, view); len(m.order) > maxViewMemory {
		delete(m.views, m.order[0])
		m.order = m.order[1:]
	}
}

func (m *viewMemory) has(view string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.views[view]
}
