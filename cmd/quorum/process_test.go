package main

import (
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"quorum/bot/slack/slacksim"
)

// testTimeout is how long a test waits for a process or a page. It is long, as the machine may be busy with other
// tests.
const testTimeout = 2 * time.Minute

// process is the real program, running in a process of its own.
type process struct {
	tb    slacksim.TB
	cmd   *exec.Cmd
	out   *lineBuffer
	err   *lineBuffer
	ended chan struct{} // closed when the process has ended
}

// start runs `quorum args…` with exactly this environment. If it still runs at the end of the test, it is killed.
func start(tb slacksim.TB, folder string, env []string, args ...string) *process {
	tb.Helper()
	c := &process{tb: tb, cmd: exec.Command("quorum", args...), out: newLines(), err: newLines(), ended: make(chan struct{})}
	c.cmd.Dir, c.cmd.Env, c.cmd.Stdout, c.cmd.Stderr = folder, env, c.out, c.err
	if err := c.cmd.Start(); err != nil {
		tb.Fatalf("start %v: %v", args, err)
	}
	go func() {
		_ = c.cmd.Wait()
		close(c.ended)
	}()
	tb.Cleanup(c.kill)
	return c
}

// waitForLine waits for a line on stderr or stdout that matches the pattern, and returns its groups.
func (c *process) waitForLine(pattern string) []string {
	c.tb.Helper()
	matches := regexp.MustCompile(pattern)
	late := time.After(testTimeout)
	for {
		more, more2 := c.out.next(), c.err.next()
		for _, line := range slices.Concat(c.out.all(), c.err.all()) {
			if m := matches.FindStringSubmatch(line); m != nil {
				return m
			}
		}
		select {
		case <-more:
		case <-more2:
		case <-c.ended:
			c.tb.Fatalf("the program ended before it said %s\n%s", pattern, c.output())
		case <-late:
			c.tb.Fatalf("the program did not say %s\n%s", pattern, c.output())
		}
	}
}

// stop sends a signal. It returns how long the program took to end, and its exit code.
func (c *process) stop(signal syscall.Signal) (took time.Duration, code int) {
	c.tb.Helper()
	began := time.Now()
	if err := c.cmd.Process.Signal(signal); err != nil {
		c.tb.Fatalf("%v: %v\n%s", signal, err, c.output())
	}
	select {
	case <-c.ended:
	case <-time.After(testTimeout):
		c.tb.Fatalf("the program did not end after %v\n%s", signal, c.output())
	}
	return time.Since(began), c.cmd.ProcessState.ExitCode()
}

// kill kills the process without a signal that it could handle, as a crash would, and waits until it is gone.
func (c *process) kill() {
	_ = c.cmd.Process.Kill()
	<-c.ended
}

func (c *process) output() string {
	return "stdout:\n" + strings.Join(c.out.all(), "\n") + "\nstderr:\n" + strings.Join(c.err.all(), "\n")
}

// lineBuffer collects what a program writes.
type lineBuffer struct {
	mu      sync.Mutex
	text    strings.Builder
	changed chan struct{} // closed and replaced when more is written
}

func newLines() *lineBuffer { return &lineBuffer{changed: make(chan struct{})} }

// Write appends p and wakes everybody who waits for more.
func (l *lineBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.changed)
	l.changed = make(chan struct{})
	return l.text.Write(p)
}

func (l *lineBuffer) next() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.changed
}

// all returns all complete lines.
func (l *lineBuffer) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	whole := strings.Split(l.text.String(), "\n")
	return whole[:len(whole)-1]
}
