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

// allowed is how long a child, or a page, may take to say or do what a test waits for, on a machine that is busy with other
// tests.
const allowed = 2 * time.Minute

// child is the real program in a process of its own.
type child struct {
	tb    slacksim.TB
	cmd   *exec.Cmd
	out   *lines
	err   *lines
	ended chan struct{} // closed when it has
}

// start runs `quorum args…` with exactly this environment. It is killed at the end of the test, if it still runs.
func start(tb slacksim.TB, folder string, env []string, args ...string) *child {
	tb.Helper()
	c := &child{tb: tb, cmd: exec.Command("quorum", args...), out: newLines(), err: newLines(), ended: make(chan struct{})}
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

// says waits for a line on stderr, or on stdout, that matches, and returns its groups.
func (c *child) says(pattern string) []string {
	c.tb.Helper()
	matches := regexp.MustCompile(pattern)
	late := time.After(allowed)
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
			c.tb.Fatalf("the program ended before it said %s\n%s", pattern, c.said())
		case <-late:
			c.tb.Fatalf("the program did not say %s\n%s", pattern, c.said())
		}
	}
}

// stop sends a signal and returns how long the program took to end, and its exit code.
func (c *child) stop(signal syscall.Signal) (took time.Duration, code int) {
	c.tb.Helper()
	began := time.Now()
	if err := c.cmd.Process.Signal(signal); err != nil {
		c.tb.Fatalf("%v: %v\n%s", signal, err, c.said())
	}
	select {
	case <-c.ended:
	case <-time.After(allowed):
		c.tb.Fatalf("the program did not end after %v\n%s", signal, c.said())
	}
	return time.Since(began), c.cmd.ProcessState.ExitCode()
}

// kill ends the program with no warning, as a crash of the machine would, and waits until it is gone.
func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	<-c.ended
}

func (c *child) said() string {
	return "stdout:\n" + strings.Join(c.out.all(), "\n") + "\nstderr:\n" + strings.Join(c.err.all(), "\n")
}

// lines are what a program has written so far.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
	wake chan struct{} // closed when there is more
}

func newLines() *lines { return &lines{wake: make(chan struct{})} }

// Write takes in more.
func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	close(l.wake)
	l.wake = make(chan struct{})
	return l.text.Write(p)
}

func (l *lines) next() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.wake
}

// all are the lines that are whole.
func (l *lines) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	whole := strings.Split(l.text.String(), "\n")
	return whole[:len(whole)-1]
}
