package slacksim

import "sync"

// What a Change is about.
const (
	ChangedMessage  = "message"  // posted, edited, deleted, or chosen in
	ChangedView     = "view"     // a modal was opened, changed or closed
	ChangedHome     = "home"     // a Home tab was published
	ChangedTrouble  = "trouble"  // Slack complained to somebody
	ChangedPeople   = "people"   // somebody or a group was added or changed
	ChangedChannels = "channels" // a conversation was added or changed
)

// Change says what has become different. User is set when only that person can
// see it. A subscriber who fell behind gets one Change with Lost set instead of
// those it missed, and should take a new Snapshot.
type Change struct {
	Seq     int64  `json:"seq"`
	What    string `json:"what"`
	Channel string `json:"channel,omitempty"`
	TS      string `json:"ts,omitempty"`
	User    string `json:"user,omitempty"`
	Lost    bool   `json:"lost,omitempty"`
}

const feedBuffer = 256

// feed numbers the changes and tells whoever wants to know. It never blocks.
type feed struct {
	mu   sync.Mutex
	seq  int64
	wake chan struct{}         // closed when there is something to look at; nil while nobody waits
	subs map[chan Change]*bool // whether changes were lost
}

// Subscribe returns the changes from now on. Call stop when done; it closes the
// channel. The feed never waits for a reader.
func (ws *Workspace) Subscribe() (changes <-chan Change, stop func()) {
	f := &ws.feed
	ch := make(chan Change, feedBuffer)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.subs == nil {
		f.subs = make(map[chan Change]*bool)
	}
	f.subs[ch] = new(bool)
	return ch, func() { f.drop(ch) }
}

func (f *feed) drop(ch chan Change) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok := f.subs[ch]; ok {
		delete(f.subs, ch)
		close(ch)
	}
}

// tell numbers a change and passes it on.
func (f *feed) tell(c Change) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seq++
	c.Seq = f.seq
	f.rouse()
	for ch, lost := range f.subs {
		send := c
		send.Lost = *lost
		select {
		case ch <- send:
			*lost = false
		default:
			*lost = true
		}
	}
}

// poke lets whoever waits look again, without a change.
func (f *feed) poke() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rouse()
}

// rouse wakes the waiters. f.mu is held.
func (f *feed) rouse() {
	if f.wake != nil {
		close(f.wake)
		f.wake = nil
	}
}

// next returns a channel that is closed at the next change or poke.
func (f *feed) next() <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.wake == nil {
		f.wake = make(chan struct{})
	}
	return f.wake
}

func (f *feed) last() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.seq
}
