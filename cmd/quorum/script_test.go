package main

import (
	"database/sql"
	"errors"
	"flag"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"quorum/bot/slack/slacksim"
)

// TestScripts runs the real program as an operator would. Each script in testdata is one session. scriptCommands has
// the commands that scripts may use beside the program, and setup their environment.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: "testdata", RequireExplicitExec: true, RequireUniqueNames: true, Setup: setup(t), Cmds: scriptCommands(),
	})
}

type scriptCommand = func(ts *testscript.TestScript, neg bool, args []string)

func scriptCommands() map[string]scriptCommand {
	return map[string]scriptCommand{
		"exits":     exits,
		"workspace": command(1, openWorkspace),
		"serve":     command(0, func(ts *testscript.TestScript, _ []string) { testbedOf(ts).serve() }),
		"begin":     command(1, begin),
		"decide":    command(1, func(ts *testscript.TestScript, args []string) { testbedOf(ts).decide(args[0]) }),
		"get":       command(2, get),
		"end":       command(2, end),
		"newer": command(1, func(ts *testscript.TestScript, args []string) {
			alter(ts, args[0], "insert into goose_db_version (version_id, is_applied) values (999999, 1)")
		}),
		"older": command(1, func(ts *testscript.TestScript, args []string) {
			alter(ts, args[0], "delete from goose_db_version where version_id = (select max(version_id) from goose_db_version)")
		}),
		"spoil": command(1, func(ts *testscript.TestScript, args []string) {
			alter(ts, args[0], `insert into events (workspace, number, seq, at, by, fact, data)
				select workspace, number, max(seq) + 1, max(at), '', 'of next year', '{}' from events where number = 1 group by workspace`)
		}),
		"mode":   command(2, mode),
		"readme": command(2, readme),
	}
}

// command returns a script command that takes exactly n arguments.
func command(n int, do func(*testscript.TestScript, []string)) scriptCommand {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		if neg || len(args) != n {
			ts.Fatalf("this command takes %d arguments and no !", n)
		}
		do(ts, args)
	}
}

// exits implements `exits CODE PROGRAM ARGS…`: the program must end with exactly this exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code program [args...]")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("%v ended with %d, not %s", args[1:], code, args[0])
	}
}

// scriptTB lets a simulated workspace fail a script.
type scriptTB struct{ *testscript.TestScript }

// Helper does nothing, since a script reports its own lines.
func (scriptTB) Helper() {}

// Cleanup runs f at the end of the script.
func (tb scriptTB) Cleanup(f func()) { tb.Defer(f) }

// openWorkspace implements `workspace MODE`. It opens a simulated workspace in the mode socket or http, and puts the
// bot's settings for it into the environment.
func openWorkspace(ts *testscript.TestScript, args []string) {
	t := newTestbed(scriptTB{ts}, slacksim.Mode(args[0]), ts.Getenv("WORK"))
	for _, name := range []string{"SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"} {
		ts.Setenv(name, "")
	}
	for _, one := range t.env() {
		name, value, _ := strings.Cut(one, "=")
		ts.Setenv(name, value)
	}
	*ts.Value(testbedKey{}).(**testbed) = t
}

type testbedKey struct{}

func testbedOf(ts *testscript.TestScript) *testbed {
	t := *ts.Value(testbedKey{}).(**testbed)
	if t == nil {
		ts.Fatalf("open a workspace first")
	}
	return t
}

// begin implements `begin PATTERN`. It starts the bot with the script's environment and waits for a line that
// matches.
func begin(ts *testscript.TestScript, args []string) {
	t := testbedOf(ts)
	var env []string
	for _, one := range t.env() {
		name, _, _ := strings.Cut(one, "=")
		env = append(env, name+"="+ts.Getenv(name))
	}
	t.start(env)
	t.bot.waitForLine(args[0])
}

// get implements `get PATH STATUS`. It writes the answer of the running program to the file body.
func get(ts *testscript.TestScript, args []string) {
	client := &http.Client{Timeout: testTimeout}
	answer, err := client.Get("http://" + testbedOf(ts).address + args[0])
	ts.Check(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("body"), body, 0o600))
	if strconv.Itoa(answer.StatusCode) != args[1] {
		ts.Fatalf("%s: %s\n%s", args[0], answer.Status, body)
	}
}

// end implements `end SIGNAL CODE`. The running program must end within ten seconds with this exit code. Its log goes
// to the file log.
func end(ts *testscript.TestScript, args []string) {
	signal := map[string]syscall.Signal{"SIGTERM": syscall.SIGTERM, "SIGINT": syscall.SIGINT}[args[0]]
	bot := testbedOf(ts).bot
	took, code := bot.stop(signal)
	ts.Check(os.WriteFile(ts.MkAbs("log"), []byte(strings.Join(bot.err.all(), "\n")), 0o600))
	if took > 10*time.Second || strconv.Itoa(code) != args[1] {
		ts.Fatalf("it took %s to end with %d\n%s", took, code, bot.output())
	}
}

// alter changes a database for `newer FILE`, `older FILE` and `spoil FILE`: it then looks written by a newer or an
// older version, or has a poll that cannot be read.
func alter(ts *testscript.TestScript, file, statement string) {
	db, err := sql.Open("sqlite3", ts.MkAbs(file))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(statement)
	ts.Check(err)
}

// mode implements `mode FILE MODE`: it sets the permissions of a file, as chmod does.
func mode(ts *testscript.TestScript, args []string) {
	bits, err := strconv.ParseUint(args[1], 8, 32)
	ts.Check(err)
	ts.Check(os.Chmod(ts.MkAbs(args[0]), os.FileMode(bits)))
}

var update = flag.Bool("update", false, "write what the program prints into the README")

// readme implements `readme BLOCK PATTERN`. This block of the README must contain what the program has just printed,
// from the pattern on. Times and line breaks may differ.
func readme(ts *testscript.TestScript, args []string) {
	file := filepath.Join(ts.Getenv("ROOT"), "README.md")
	text, err := os.ReadFile(file)
	ts.Check(err)
	block := regexp.MustCompile("(?s)<!-- " + args[0] + ":begin .*?-->\n```\n(.*?)```\n<!-- " + args[0] + ":end -->").FindSubmatchIndex(text)
	printed := ts.ReadFile("stdout")
	from := regexp.MustCompile(args[1]).FindStringIndex(printed)
	if block == nil || from == nil {
		ts.Fatalf("the README has no block %s, or the program does not print %s", args[0], args[1])
	}
	printed = regexp.MustCompile(`(?m)^ *\| `).ReplaceAllString(printed[from[0]:], "")
	if *update {
		text = slices.Concat(text[:block[2]], []byte(printed), text[block[3]:])
		ts.Check(os.WriteFile(file, text, 0o600))
	} else if shown := string(text[block[2]:block[3]]); timeless(shown) != timeless(printed) {
		ts.Fatalf("the README shows\n%s\nand the program prints\n%s\nhint: go test -run TestScripts ./cmd/quorum -update", shown, printed)
	}
}

// timeless returns a text without line breaks, with dates and durations replaced by fixed words.
func timeless(text string) string {
	date := regexp.MustCompile(`\w{3} \d{1,2}, \d{4} at \d{1,2}:\d\d [AP]M`)
	clock := regexp.MustCompile(`\d+(\.\d)? s\b`)
	text = strings.Join(strings.Fields(text), " ")
	return clock.ReplaceAllString(date.ReplaceAllString(text, "DATE"), "TIME")
}
