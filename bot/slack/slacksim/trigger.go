package slacksim

import (
	"fmt"
	"time"
)

// triggerLife is how long after it was sent a trigger can open a form.
const triggerLife = 3 * time.Second

// trigger lets the app open one form for the person who did something.
type trigger struct {
	user string
	view string // the form that it came from, for views.push
	sent time.Time
	used bool
}

// newTrigger returns a trigger that is sent now. ws.mu is held.
func (ws *Workspace) newTrigger(user, view string) string {
	now := ws.now()
	for id, t := range ws.triggers { // remove old triggers
		if now.Sub(t.sent) > time.Minute {
			delete(ws.triggers, id)
		}
		break
	}
	ws.ids.n++
	id := fmt.Sprintf("%d.%d.%08x", now.UnixMicro(), ws.ids.n, uint32(ws.ids.n*2654435761))
	ws.triggers[id] = &trigger{user: user, view: view, sent: now}
	return id
}

// spend uses up a trigger. ws.mu is held.
func (ws *Workspace) spend(id string) (*trigger, *refusal) {
	t := ws.triggers[id]
	switch {
	case t == nil:
		return nil, refuse("invalid_trigger_id")
	case t.used:
		return nil, refuse("exchanged_trigger_id")
	case ws.now().Sub(t.sent) > triggerLife:
		return nil, refuse("expired_trigger_id")
	}
	t.used = true
	return t, nil
}
