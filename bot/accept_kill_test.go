package bot

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quorum/polls"
	"quorum/storage"
)

// kills is how often the program is killed. make prove has it done 300 times.
var kills = flag.Int("kills", 5, "how often the program that accepts questions is killed")

// acceptingIn is the environment variable that makes this test binary a child that accepts questions in a folder.
const acceptingIn = "QUORUM_ACCEPTING_IN"

// The program is killed at any moment between accepting a question, looking up, asking, ending it and telling of it. Each
// question that was acknowledged is asked once, and its asker is told.
func TestAcceptedUnderKills(t *testing.T) {
	t.Parallel()
	folder, r := t.TempDir(), rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 2))
	said := map[string]string{} // by key: what was acknowledged last
	for round := range *kills {
		c := exec.Command(os.Args[0], "-test.run=^TestAcceptingChild$", "-test.timeout=60s")
		c.Env = append(os.Environ(), acceptingIn+"="+folder, fmt.Sprint("QUORUM_ROUND=", round))
		c.Stderr = os.Stderr
		hear(t, c, said, 1+r.IntN(60), time.Duration(r.IntN(4000))*time.Microsecond)
	}
	p := openPatient(t, folder)
	for late := time.Now().Add(time.Minute); ; {
		left := p.left(t)
		if left == 0 {
			break
		}
		if time.Now().After(late) {
			t.Fatalf("%d requests and replies are left", left)
		}
		p.pass()
	}
	p.close()
	checkSaid(t, folder, said)
}

// hear reads what a child says, and kills it a moment after some number of lines.
func hear(t *testing.T, c *exec.Cmd, said map[string]string, lines int, moment time.Duration) {
	t.Helper()
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(30*time.Second, func() { _ = c.Process.Kill() }).Stop()
	from := bufio.NewReader(out)
	for n := 0; ; n++ {
		if n == lines {
			time.AfterFunc(moment, func() { _ = c.Process.Kill() })
		}
		line, err := from.ReadString('\n')
		if err == io.EOF {
			break
		}
		if words := strings.Fields(line); err == nil && len(words) == 2 {
			said[words[1]] = words[0]
		}
	}
	if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the child was not killed: %v", err)
	}
}

// checkSaid holds what was acknowledged to what is stored and was sent.
func checkSaid(t *testing.T, folder string, said map[string]string) {
	t.Helper()
	store, err := storage.Open(t.Context(), filepath.Join(folder, "quorum.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	sent, err := os.ReadFile(filepath.Join(folder, "sent"))
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]int{}
	for line := range strings.Lines(string(sent)) {
		told[strings.Fields(line)[1]]++
	}
	asked := map[string]int{}
	for number := int64(1); ; number++ {
		err := store.View(t.Context(), polls.ID{Workspace: "T1", Number: number}, func(p *polls.Poll) error { asked[p.Question]++; return nil })
		if err != nil {
			break
		}
	}
	pending := 0
	for key, what := range said {
		if n := asked[key+"?"]; n != 1 {
			t.Errorf("%s was acknowledged (%s) and asked %d times", key, what, n)
		}
		if n := told["reply/"+key]; n > 1 || n == 0 && what == "pending" {
			t.Errorf("the asker of %s was acknowledged (%s) and told %d times", key, what, n)
		}
		if what == "pending" {
			pending++
		}
	}
	if pending == 0 || pending == len(said) {
		t.Errorf("%d of %d are accepted and not asked at once", pending, len(said))
	}
	t.Logf("%d questions, of which %d were accepted first, outlived %d kills", len(said), pending, *kills)
}

// TestAcceptingChild is started by [TestAcceptedUnderKills]: it accepts questions until it is killed, and says which.
func TestAcceptingChild(t *testing.T) {
	folder := os.Getenv(acceptingIn)
	if folder == "" {
		return
	}
	p := openPatient(t, folder)
	for i := range 3 {
		go func() {
			for {
				p.accept(fmt.Sprintf("k%s-%d-%d", os.Getenv("QUORUM_ROUND"), i, p.n.Add(1)))
			}
		}()
	}
	for {
		p.pass()
	}
}

// patient is a bot as the surface for Slack drives it, and that surface. A look-up fails now and then. What it posts is a line
// in a file, where it is found again.
type patient struct {
	*stage
	bot  *Bot
	sent string       // the file
	n    atomic.Int64 // questions accepted so far
	fail func() bool
	done func()
}

func openPatient(t *testing.T, folder string) *patient {
	t.Helper()
	store, err := storage.Open(t.Context(), filepath.Join(folder, "quorum.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := &patient{sent: filepath.Join(folder, "sent"), fail: func() bool { return rand.IntN(3) > 0 }}
	p.stage = &stage{t: t, store: store}
	p.bot = New(store, p, Options{Log: slog.New(slog.DiscardHandler)})
	p.done = func() { _ = store.Close() }
	return p
}

func (p *patient) close() { p.done() }

// accept does what the surface does with a command for which something must be looked up.
func (p *patient) accept(key string) {
	ctx := context.Background()
	a := Accepted{Workspace: "T1", Key: key, Person: "ada", Kind: "command", Payload: key, At: time.Now()}
	p.must(p.bot.Accept(ctx, a))
	_, err := p.ask(p.bot.Serving(ctx, a), a)
	if err == nil {
		p.must(p.bot.Over(ctx, a))
		say("asked", key)
		return
	}
	p.must(p.bot.GiveOver(ctx, a))
	say("pending", key)
}

func (p *patient) must(err error) {
	if err != nil {
		panic(err)
	}
}

func say(words ...any) { _, _ = fmt.Fprintln(os.Stdout, words...) }

func (p *patient) ask(ctx context.Context, a Accepted) (string, error) {
	if p.fail() {
		return "", busy()
	}
	id, err := p.bot.Ask(ctx, Request{
		Workspace: a.Workspace, Key: a.Key, Asker: a.Person, Channel: "C1", Asked: []polls.Invite{{Person: "ben"}},
		Draft: polls.Draft{Question: a.Payload + "?", Rule: "1", Asked: []polls.Party{{Mentions: []polls.Mention{{ID: "ben"}}}}},
	})
	return "asked " + id.Key(), err
}

// Carry implements [Guide].
func (p *patient) Carry(ctx context.Context, a Accepted, _ bool) (string, error) {
	return p.ask(ctx, a)
}

// Guide implements [Guide].
func (p *patient) Guide(_ context.Context, r Request) (Request, []string, error) { return r, nil, nil }

// pass carries out what is accepted, and sends the replies, as if an hour had passed: no lease of a killed program lasts so long.
func (p *patient) pass() {
	ctx, later := context.Background(), time.Now().Add(time.Hour)
	leased, err := p.store.LeaseRequests(ctx, later, later, 3)
	p.must(err)
	for _, r := range leased {
		p.bot.carry(ctx, p, r)
	}
	replies, err := p.store.Lease(ctx, later, later, 0, polls.LaneAck, 3)
	p.must(err)
	for _, d := range replies {
		p.deliver(ctx, d)
	}
}

// deliver looks for a reply that may have been sent, as a courier does, and sends it when it is not there.
func (p *patient) deliver(ctx context.Context, d storage.Delivery) {
	found, err := os.ReadFile(p.sent)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		panic(err)
	}
	if !strings.Contains(string(found), d.ID+" ") {
		f, err := os.OpenFile(p.sent, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		p.must(err)
		_, err = f.WriteString(d.ID + " " + d.Key + "\n")
		p.must(errors.Join(err, f.Close()))
	}
	p.must(p.store.Settle(ctx, d, storage.Result{State: storage.Sent}, nil))
}

// left is how much is accepted and not over, or over and not told.
func (p *patient) left(t *testing.T) (n int) {
	t.Helper()
	_, waits, err := p.store.NextRequest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if waits {
		n++
	}
	later := time.Now().Add(time.Hour)
	replies, err := p.store.Lease(t.Context(), later, later, 0, polls.LaneAck, 100)
	if err != nil {
		t.Fatal(err)
	}
	return n + len(replies)
}
