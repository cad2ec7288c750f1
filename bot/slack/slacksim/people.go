package slacksim

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// person is a member, with what is open on their screen.
type person struct {
	Person
	updated  time.Time
	zone     *time.Location
	dm       string // the conversation with the app; "" until it is needed
	views    []*view
	home     *view
	troubles []Trouble
	chosen   map[string]Values // by channel and ts: what was chosen in messages
}

// UserOption changes a person that is being added or changed.
type UserOption func(*Person)

// ID sets the id. By default it is generated.
func ID(id string) UserOption { return func(p *Person) { p.ID = id } }

// RealName sets the full name; by default it is the handle, capitalized.
func RealName(name string) UserOption { return func(p *Person) { p.RealName = name } }

// TZ sets the IANA time zone; the default is Europe/Berlin. It panics when
// there is no such zone.
func TZ(name string) UserOption {
	if _, err := time.LoadLocation(name); err != nil {
		panic(err)
	}
	return func(p *Person) { p.TZ = name }
}

// UnknownTZ sets a time zone of which only Slack knows, and how far it is ahead of UTC.
func UnknownTZ(name string, ahead time.Duration) UserOption {
	return func(p *Person) { p.TZ, p.ahead = name, ahead }
}

// Bot makes the person another app's bot user.
func Bot() UserOption { return func(p *Person) { p.Bot = true } }

// Deleted deactivates the person.
func Deleted() UserOption { return func(p *Person) { p.Deleted = true } }

// Restricted makes the person a guest of several channels.
func Restricted() UserOption { return func(p *Person) { p.Restricted = true } }

// Stranger makes the person a member of another organisation who shares no channel with the bot.
func Stranger() UserOption { return func(p *Person) { p.Stranger = true } }

// Invited makes the person one who has never signed in.
func Invited() UserOption { return func(p *Person) { p.Invited = true } }

// DND pauses the person's notifications from now on.
func DND() UserOption { return func(p *Person) { p.DND = true } }

// DNDUntil pauses the person's notifications until a time.
func DNDUntil(t time.Time) UserOption {
	return func(p *Person) { p.DND, p.dndFrom, p.dndUntil = true, time.Time{}, t }
}

// DNDBetween pauses the person's notifications from one time to another, as many people do every night. Slack tells
// of the pause in advance.
func DNDBetween(from, until time.Time) UserOption {
	return func(p *Person) { p.DND, p.dndFrom, p.dndUntil = true, from, until }
}

// WithStatus sets the person's status until a time; the zero time means without an end.
func WithStatus(emoji, text string, until time.Time) UserOption {
	return func(p *Person) { p.Status = Status{Emoji: emoji, Text: text, Until: until} }
}

// AddUser adds a person with this handle. It panics when the handle is taken.
func (ws *Workspace) AddUser(handle string, options ...UserOption) Person {
	defer ws.feed.tell(Change{What: ChangedPeople})
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if ws.findUser(handle) != nil {
		panic("slacksim: the handle " + handle + " is taken")
	}
	p := &person{Person: Person{Name: handle, TZ: "Europe/Berlin"}, updated: ws.now()}
	for _, o := range options {
		o(&p.Person)
	}
	if p.ID == "" {
		p.ID = ws.ids.next("U", handle)
	}
	p.RealName = cmp.Or(p.RealName, capital(handle))
	p.zone = ws.zoneOf(p.Person)
	ws.renamed()
	ws.people = append(ws.people, p)
	ws.byID[p.ID] = p
	ws.byID["@"+handle] = p
	return p.Person
}

// ChangeUser changes a person and sends the event user_change to the app.
func (ws *Workspace) ChangeUser(handle string, options ...UserOption) {
	ws.SendEvent(ws.changeUser(handle, options))
	ws.feed.tell(Change{What: ChangedPeople})
}

func (ws *Workspace) changeUser(handle string, options []UserOption) map[string]any {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	p := ws.mustUser(handle)
	for _, o := range options {
		o(&p.Person)
	}
	ws.renamed()
	p.updated, p.zone = ws.now(), ws.zoneOf(p.Person)
	return map[string]any{"type": "user_change", "user": ws.userJSON(p), "cache_ts": ws.now().Unix()}
}

// AddGroup adds a user group with these members.
func (ws *Workspace) AddGroup(handle string, members ...string) Group {
	defer ws.feed.tell(Change{What: ChangedPeople})
	ws.mu.Lock()
	defer ws.mu.Unlock()
	g := &group{Group{ID: ws.ids.next("S", handle), Handle: handle, Name: capital(handle)}}
	for _, m := range members {
		g.Members = append(g.Members, ws.mustUser(m).ID)
	}
	ws.renamed()
	ws.groups = append(ws.groups, g)
	return g.Group
}

// ChangeGroup replaces the members of a user group.
func (ws *Workspace) ChangeGroup(handle string, members ...string) {
	defer ws.feed.tell(Change{What: ChangedPeople})
	ws.mu.Lock()
	defer ws.mu.Unlock()
	g := ws.findGroup(handle)
	g.Members = nil
	for _, m := range members {
		g.Members = append(g.Members, ws.mustUser(m).ID)
	}
}

// RemoveGroup removes a user group.
func (ws *Workspace) RemoveGroup(handle string) {
	defer ws.feed.tell(Change{What: ChangedPeople})
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ws.renamed()
	ws.groups = slices.DeleteFunc(ws.groups, func(g *group) bool { return g.Handle == handle })
}

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

type group struct{ Group }

// findUser returns the person with this id or handle, or nil. ws.mu is held.
func (ws *Workspace) findUser(name string) *person {
	if p := ws.byID[name]; p != nil {
		return p
	}
	return ws.byID["@"+strings.TrimPrefix(name, "@")]
}

// mustUser is findUser for names in a test; it panics when there is no such person. ws.mu is held.
func (ws *Workspace) mustUser(name string) *person {
	p := ws.findUser(name)
	if p == nil {
		panic("slacksim: nobody is called " + name)
	}
	return p
}

// findGroup returns the group with this id or handle, or nil. ws.mu is held.
func (ws *Workspace) findGroup(name string) *group {
	i := slices.IndexFunc(ws.groups, func(g *group) bool { return g.ID == name || g.Handle == name })
	if i < 0 {
		return nil
	}
	return ws.groups[i]
}

// zoneOf returns a person's time zone. ws.mu is held.
func (ws *Workspace) zoneOf(p Person) *time.Location {
	if p.ahead != 0 {
		return time.FixedZone(p.TZ, int(p.ahead.Seconds()))
	}
	return ws.zone(p.TZ)
}

// zone returns a time zone, or UTC when there is no such zone. ws.mu is held.
func (ws *Workspace) zone(name string) *time.Location {
	if ws.zones[name] == nil {
		zone, err := time.LoadLocation(name)
		if err != nil {
			zone = time.UTC
		}
		ws.zones[name] = zone
	}
	return ws.zones[name]
}
