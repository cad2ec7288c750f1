package config

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"quorum/polls"
	"quorum/polls/worktime"
)

func setAPIURL(c *Config, s string) error {
	const hint = "leave it out to use https://slack.com/api/"
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return newProblem(hint, "is not an http or https URL")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return newProblem(hint, "must be an address alone, without user, query or fragment")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return newProblem("write https://; tokens go there, so plain http is for this machine alone",
			"would send the tokens unencrypted to %s", u.Hostname())
	}
	c.Slack.APIURL = strings.TrimRight(s, "/") + "/"
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func setTransport(c *Config, s string) error {
	t, err := oneOf(s, string(Socket), string(HTTP))
	c.Transport = Transport(t)
	return err
}

func setDatabase(c *Config, s string) error {
	scheme, _, isURL := strings.Cut(s, "://")
	switch {
	case s == "":
		return newProblem("write the path of a file, like quorum.db", "is empty")
	case isURL && scheme != "postgres" && scheme != "postgresql":
		return newProblem("write the path of a file, or postgres://user:password@host/name",
			"%s:// is not a database Quorum knows", scheme)
	case isURL:
		if u, err := url.Parse(s); err != nil || u.Host == "" || strings.Trim(u.Path, "/") == "" {
			return newProblem("write it like postgres://user:password@host/name", "is not a complete postgres:// URL")
		}
	case s == ":memory:" || strings.HasPrefix(s, "file:"):
		return newProblem("write the path of a file, like quorum.db", "must be a plain path")
	}
	c.Database = s
	return nil
}

func setListen(c *Config, s string) error {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return newProblem("write host:port, or :8080 for every address of this machine", "%q has no port", s)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return newProblem("choose a port from 1 to 65535", "%q is not a port", port)
	}
	c.Listen = s
	return nil
}

func setLogFormat(c *Config, s string) (err error) {
	c.Log.Format, err = oneOf(s, "text", "json")
	return err
}

func setLogLevel(c *Config, s string) error {
	level, err := oneOf(s, "debug", "info", "warn", "error")
	if err != nil {
		return err
	}
	return c.Log.Level.UnmarshalText([]byte(level))
}

func setZone(c *Config, s string) error {
	const hint = "write a name of the IANA list, like Europe/Berlin or America/New_York"
	zone, err := time.LoadLocation(s)
	if err != nil || s == "" || s == "Local" {
		return newProblem(hint, "%q is not a time zone", s)
	}
	c.Zone = zone
	return nil
}

func setDays(c *Config, s string) error {
	days, err := worktime.ParseWeekdays(s)
	if err != nil {
		return newProblem("write them like mon-fri, or sun-thu", "%q are no days of the week", s)
	}
	c.Hours.Days = days
	return nil
}

func setHolidays(c *Config, s string) error {
	region, err := worktime.ParseRegion(s)
	if err != nil {
		return newProblem("write one of "+strings.Join(worktime.HolidayRegions(), ", "), "the public holidays of %q are not known", s)
	}
	c.Holidays = region
	return nil
}

func setAdmins(c *Config, items []string) error {
	for _, id := range items {
		if !userID(id) {
			return newProblem(`open the person's profile in Slack, then "⋮", "Copy member ID"`, "%q is not a user id like U012AB3CD", id)
		}
	}
	c.Admins = items
	return nil
}

// userID reports whether s looks like the id of a person. Slack only promises its first letter.
func userID(s string) bool {
	if len(s) < 2 || s[0] != 'U' && s[0] != 'W' {
		return false
	}
	return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// oneOf returns s in small letters if it is one of words, else an error with a hint.
func oneOf(s string, words ...string) (string, error) {
	if slices.Contains(words, strings.ToLower(s)) {
		return strings.ToLower(s), nil
	}
	hint := "write " + strings.Join(words, " or ")
	if near := nearest(s, words); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return "", newProblem(hint, "%q is not one of %s", s, strings.Join(words, ", "))
}

func setRule(c *Config, s string) error {
	rule, err := polls.ParseRule(s)
	if err != nil {
		return newProblem("leave it out, and each poll asks for more than half of its sources, or of ten and more for five if the outcome is then firm, within a working day",
			"%s", strings.TrimSuffix(err.Error(), "."))
	}
	c.Rule = rule
	return nil
}
