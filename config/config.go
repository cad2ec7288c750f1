package config

import (
	"log/slog"
	"net/url"
	"strings"
	"time"

	"quorum/polls"
	"quorum/polls/worktime"
)

// Transport is how Slack reaches the bot.
type Transport string

// The transports. An app uses one of them; which one is a setting in Slack too.
const (
	Socket Transport = "socket" // Slack's Socket Mode: the bot dials out, needs an app token
	HTTP   Transport = "http"   // signed requests to the bot's address, needs a signing secret
)

// Config is everything an operator can set, checked and with the defaults filled in.
type Config struct {
	Slack     Slack
	Transport Transport // empty unless the settings say which
	Database  string    // a file path or a postgres:// URL, which may hold a password: print [Config.DatabaseName]
	Listen    string    // host:port of the HTTP server: by default of this machine alone, unless Slack posts to it
	Log       Log
	Hours     worktime.Hours // when people may be reminded, and what a working day is, in each person's own zone
	Holidays  string         // the region of public holidays, see [worktime.HolidayRegions]; empty: none
	Zone      *time.Location // for people whose own time zone is not known
	Rule      polls.Rule     // of polls that state none; the zero Rule leaves it to the number asked
	Admins    []string       // Slack user ids who may close and cancel anybody's poll
	Limits    Limits
}

// Slack is what is needed to talk to one workspace.
type Slack struct {
	BotToken       Secret
	AppToken       Secret
	SigningSecrets []Secret // the current one first; two while one replaces the other
	APIURL         string   // ends with a slash
}

// Log is how the program reports what it does.
type Log struct {
	Format string // "text" or "json"
	Level  slog.Level
}

// Limits keep the bot within what Slack allows and people can bear.
type Limits struct {
	PostsPerSecond  float64 // the most messages per second that the bot works up to
	StartPerSecond  float64 // the rate it starts with
	Burst           int     // how many messages may go out at once after a pause
	MaxStakeholders int     // the most people one poll may ask
}

// Where the HTTP server listens by default. In Socket Mode nobody else has to reach it.
const (
	listenHere       = "127.0.0.1:8080"
	listenEverywhere = ":8080"
)

// Defaults returns the configuration of an operator who has set nothing.
func Defaults() Config {
	return Config{
		Slack:    Slack{APIURL: "https://slack.com/api/"},
		Database: "quorum.db",
		Listen:   listenHere,
		Log:      Log{Format: "text", Level: slog.LevelInfo},
		Hours:    worktime.OfficeHours(),
		Zone:     time.UTC,
		Limits:   Limits{PostsPerSecond: 20, StartPerSecond: 3, Burst: 20, MaxStakeholders: 1000},
	}
}

// OnPostgres reports whether the database is a Postgres server rather than a file.
func (c Config) OnPostgres() bool {
	return strings.HasPrefix(c.Database, "postgres://") || strings.HasPrefix(c.Database, "postgresql://")
}

// DatabaseName is the database as it may be printed: without a password.
func (c Config) DatabaseName() string {
	if !c.OnPostgres() {
		return c.Database
	}
	u, err := url.Parse(c.Database)
	if err != nil {
		return "postgres://…"
	}
	return u.Redacted()
}
