package slacksim

import "sync"

// The kinds of change.
const (
	ChangedMessage  = "message"  // a message was posted, edited or deleted, or an option was chosen in it
	ChangedView     = "view"     // a modal was opened, changed or closed
	ChangedHome     = "home"     // a Home tab was published
	ChangedTrouble  = "trouble"  // Slack showed an error to a person
	ChangedPeople   = "people"   // a person or a group was added or changed
	ChangedChannels = "channels" // a conversation was added or changed
)

// Change says what has changed. User is set when only that person can see it. A subscriber that was too slow gets one
// Change with Lost set in place of those it missed, and should take a new Snapshot.
type Change struct {
	Seq     int64  `json:"seq"`
	What    string `json:"what"`
	Channel string `json:"channel,omitempty"`
	TS      string `json:"ts,omitempty"`
	User    string `json:"user,omitempty"`
	Lost    bool   `json:"lost,omitempty"`
}

const feedBuffer = 256

// feed numbers the changes and sends them to subscribers. It never blocks.
type feed struct {
	mu   sync.Mutex
	seq  int64
	wake chan struct{}         // closed when something may have changed; nil while nobody waits
	subs map[chan Change]*bool // by subscriber: whether changes were lost
}

// Subscribe returns a channel of the changes from now on. The caller calls stop when done, which closes the channel.
// The feed does not wait for a slow reader.
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

// tell numbers a change and sends it.
func (f *feed) tell(c Change) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seq++
	c.Seq = f.seq
	f.wakeWaiters()
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

// poke wakes those who wait, without a change.
func (f *feed) poke() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.wakeWaiters()
}

// rouse wakes the waiters. f.mu is held.
func (f *feed) wakeWaiters() {
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
