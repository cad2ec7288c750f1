package main

import (
	"syscall"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// TestStopWhileSlackHangs stops the program while Slack does not answer. It must stop in time, and after the next
// start everybody must have been asked exactly once.
func TestStopWhileSlackHangs(t *testing.T) {
	t.Parallel()
	c := &crash{testbed: newTestbed(t, slacksim.Socket, t.TempDir()), t: t}
	c.serve()
	hang := c.ws.Fail("chat.postMessage", slacksim.Before, slacksim.Hang)
	c.ws.User("ada").Slash("#releases", "/quorum Does it stop? @ben @cy")
	c.ws.Await("a call that hangs", func() bool { return hang.Hits() > 0 })
	took, code := c.bot.stop(syscall.SIGTERM)
	if took > 10*time.Second || code != exitOK {
		t.Errorf("it took %s to end with %d\n%s", took, code, c.bot.output())
	}
	hang.Stop()
	c.expireLeases()
	c.serve()
	for _, handle := range []string{"ben", "cy"} {
		c.ws.User(handle).ExpectDMs(1, "Does it stop?")
	}
	c.waitForOutbox()
	for _, handle := range []string{"ben", "cy"} {
		c.ws.User(handle).ExpectDMs(1, "Does it stop?")
	}
}
