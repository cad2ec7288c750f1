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

// The transports. An app uses one of them. Which one it uses must also be set in Slack.
const (
	Socket Transport = "socket" // Socket Mode: the bot connects to Slack, with an app token
	HTTP   Transport = "http"   // Slack sends signed requests to the bot's address; the bot needs the signing secret
)

// Config is everything that an operator can set, checked, with defaults for what is not set.
type Config struct {
	Slack     Slack
	Transport Transport // empty when neither the setting nor the tokens decide it
	Database  string    // a file path or a postgres:// URL. The URL may have a password: print [Config.DatabaseName] instead
	Listen    string    // host:port of the HTTP server; by default only this machine can reach it, unless Slack sends its requests to it
	Log       Log
	Hours     worktime.Hours // when people may be reminded, and the length of a working day, in each person's time zone
	Holidays  string         // the region of the public holidays, one of [worktime.HolidayRegions]; empty for none
	Zone      *time.Location // for people whose time zone is not known
	Rule      polls.Rule     // for polls without a rule; the zero Rule means that the rule depends on how many are asked
	Admins    []string       // Slack ids of users who may close and cancel anybody's poll
	Limits    Limits
}

// Slack is what the bot needs to talk to one workspace.
type Slack struct {
	BotToken       Secret
	AppToken       Secret
	SigningSecrets []Secret // the current one first; there are two while one replaces the other
	APIURL         string   // ends with a slash
}

// Log is how the program logs.
type Log struct {
	Format string // "text" or "json"
	Level  slog.Level
}

// Limits limit how fast the bot sends, and how many people a poll asks.
type Limits struct {
	PostsPerSecond  float64 // the highest rate of messages that the bot tries
	StartPerSecond  float64 // the rate it starts with
	Burst           int     // how many messages may be sent at once after a pause
	MaxStakeholders int     // how many people one poll may ask
}

// Where the HTTP server listens by default. In Socket Mode only this machine needs to reach it.
const (
	listenLocal      = "127.0.0.1:8080"
	listenEverywhere = ":8080"
)

// Defaults returns the configuration when nothing is set.
func Defaults() Config {
	return Config{
		Slack:    Slack{APIURL: "https://slack.com/api/"},
		Database: "quorum.db",
		Listen:   listenLocal,
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

// DatabaseName returns the database for printing: a URL without its password.
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
