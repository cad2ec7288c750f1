package app

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	slackgo "github.com/slack-go/slack"
)

// Level says how one thing that was checked stands.
type Level string

// The levels. A note does not stop anything; a failure does.
const (
	OK   Level = "ok"
	Note Level = "note"
	Fail Level = "fail"
)

// Finding is one line of what a check found.
type Finding struct {
	Level  Level
	What   string
	WayOut string // what to do about it; empty when all is well
}

// String is the finding on one line.
func (f Finding) String() string {
	if f.WayOut == "" {
		return fmt.Sprintf("%-4s  %s", f.Level, f.What)
	}
	return fmt.Sprintf("%-4s  %s — %s", f.Level, f.What, f.WayOut)
}

// Check finds what would go wrong with Slack before people notice.
type Check struct {
	APIURL   string // ends with a slash
	BotToken string
	AppToken string       // empty in HTTP mode
	Client   *http.Client // nil for one of its own, with a timeout of ten seconds

	Message, View any // one of each to be tried, as JSON; nil: none
}

// Run asks Slack who the tokens are and what they may do, and compares the clocks. It changes nothing: the Socket Mode
// address it asks for is not dialled. What cannot be asked any more after a failure is left out. No finding holds any
// part of a token.
func (c Check) Run(ctx context.Context) []Finding {
	if c.Client == nil {
		c.Client = &http.Client{Timeout: 10 * time.Second}
	}
	seen := &checkHeaders{}
	api := slackgo.New(c.BotToken, slackgo.OptionAPIURL(c.APIURL), slackgo.OptionHTTPClient(c.Client),
		slackgo.OptionAppLevelToken(c.AppToken), slackgo.OptionOnResponseHeaders(seen.note))

	started := time.Now()
	who, err := api.AuthTestContext(ctx)
	took := time.Since(started)
	findings := checkClock(seen.get("Date"), started.Add(took/2))
	if err != nil {
		return append(findings, checkError("the bot token", err))
	}
	findings = append(findings, checkIdentity(who))
	findings = append(findings, checkScopes(seen.get("X-Oauth-Scopes"))...)
	if c.AppToken != "" {
		findings = append(findings, c.socket(ctx, api, who))
	}
	return append(findings, c.layouts(ctx)...)
}

func checkIdentity(who *slackgo.AuthTestResponse) Finding {
	if who.BotID == "" {
		return Finding{Fail, fmt.Sprintf("the token acts for the person %s, not for a bot", who.User), botTokenWayOut}
	}
	return Finding{OK, fmt.Sprintf("the bot is %s in the workspace %s (%s)", who.User, who.Team, who.TeamID), ""}
}

// checkScopes compares the scopes Slack says were granted with those of the manifest.
func checkScopes(header string) []Finding {
	if header == "" {
		return []Finding{{Note, "Slack did not say which scopes the bot has", "compare them with quorum manifest"}}
	}
	var granted []string
	for scope := range strings.SplitSeq(header, ",") {
		granted = append(granted, strings.TrimSpace(scope))
	}
	findings := []Finding{}
	for _, s := range Scopes() {
		switch {
		case slices.Contains(granted, s.Name):
		case s.Optional:
			findings = append(findings, Finding{
				Note, "without the scope " + s.Name + " the bot cannot " + s.Why, "add it and reinstall the app if you want that",
			})
		default:
			findings = append(findings, Finding{
				Fail, "the scope " + s.Name + " is missing, needed to " + s.Why,
				`add it under "OAuth & Permissions" and reinstall the app`,
			})
		}
	}
	if !slices.ContainsFunc(findings, func(f Finding) bool { return f.Level == Fail }) {
		findings = append(findings, Finding{OK, "the bot has every scope it needs", ""})
	}
	return findings
}

// socket checks the app token: whether it opens Socket Mode, and whether it is of the same app as the bot token.
func (c Check) socket(ctx context.Context, api *slackgo.Client, who *slackgo.AuthTestResponse) Finding {
	if _, _, err := api.StartSocketModeContext(ctx); err != nil {
		return checkError("the app token", err)
	}
	// An app token reads xapp-1-<app id>-…; the bot's app is asked for.
	parts := strings.Split(c.AppToken, "-")
	bot, err := api.GetBotInfoContext(ctx, slackgo.GetBotInfoParameters{Bot: who.BotID, TeamID: who.TeamID})
	if err == nil && len(parts) > 2 && bot.AppID != "" && strings.HasPrefix(parts[2], "A") && parts[2] != bot.AppID {
		return Finding{
			Fail, fmt.Sprintf("the two tokens are of two apps: the bot of %s, the app token of %s", bot.AppID, parts[2]),
			"take both from the same app, or the bot hears another app's events",
		}
	}
	return Finding{OK, "the app token opens Socket Mode", ""}
}

// Skews of the clock: beyond the first, times in messages look wrong; beyond the second, signed requests are refused.
const (
	checkSkewNote = 30 * time.Second
	checkSkewFail = 5 * time.Minute
)

// checkClock compares this machine's clock, as it stood in the middle of a request, with Slack's.
func checkClock(date string, here time.Time) []Finding {
	there, err := http.ParseTime(date)
	if err != nil {
		return nil
	}
	// Date is cut to whole seconds: on average half of one is missing.
	skew := here.Sub(there.Add(time.Second / 2)).Round(time.Second)
	word := "fast"
	if skew < 0 {
		skew, word = -skew, "slow"
	}
	const wayOut = "let NTP set the clock"
	switch {
	case skew > checkSkewFail:
		return []Finding{{Fail, fmt.Sprintf("the clock is %s %s; signed requests are refused beyond 5 minutes", skew, word), wayOut}}
	case skew > checkSkewNote:
		return []Finding{{Note, fmt.Sprintf("the clock is %s %s", skew, word), wayOut}}
	}
	return []Finding{{OK, "the clock agrees with Slack's", ""}}
}

// checkHeaders keeps the headers of the first answer.
type checkHeaders struct {
	mu    sync.Mutex
	first http.Header
}

func (h *checkHeaders) note(_ string, header http.Header) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.first == nil {
		h.first = header
	}
}

func (h *checkHeaders) get(name string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.first.Get(name)
}
