package slacksim

import "sync"

// Workspace is the simulated workspace. All methods may be called at once.
type Workspace struct {
	mu   sync.Mutex
	feed feed
}
