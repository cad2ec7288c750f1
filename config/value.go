package config

import (
	"fmt"
	"strings"
	"time"

	"quorum/polls/worktime"
)

// value is the written value of a setting: text from the environment, or a TOML value.
type value struct{ raw any }

// text reads a value that must be text. It gives the text to set, without spaces around it.
func text(set func(*Config, string) error) func(*Config, value) error {
	return func(c *Config, v value) error {
		s, ok := v.raw.(string)
		if !ok {
			return newProblem("write it between double quotes", "must be text")
		}
		return set(c, strings.TrimSpace(s))
	}
}

// list reads several texts: a TOML array, or one text with commas.
func list(set func(*Config, []string) error) func(*Config, value) error {
	return func(c *Config, v value) error {
		items, ok := v.texts()
		if !ok {
			return newProblem(`write it like ["one", "two"]`, "must be a list of texts")
		}
		return set(c, items)
	}
}

func (v value) texts() ([]string, bool) {
	var items []string
	switch raw := v.raw.(type) {
	case string:
		items = strings.Split(raw, ",")
	case []any:
		for _, item := range raw {
			s, ok := item.(string)
			if !ok {
				return nil, false
			}
			items = append(items, s)
		}
	default:
		return nil, false
	}
	for i := range items {
		items[i] = strings.TrimSpace(items[i])
	}
	return items, true
}

// clock reads a time of day such as "09:00", "9" or "5pm".
func clock(field func(*Config) *time.Duration) func(*Config, value) error {
	return text(func(c *Config, s string) error {
		at, err := worktime.ParseClock(s)
		if err != nil {
			return newProblem(`write hours and minutes, like "09:00"`, "%q is not a time of day", s)
		}
		*field(c) = at
		return nil
	})
}

const maxPostsPerSecond = 20

// rate reads a number of messages per second.
func rate(field func(*Config) *float64) func(*Config, value) error {
	return func(c *Config, v value) error {
		var n float64
		switch raw := v.raw.(type) {
		case int64:
			n = float64(raw)
		case float64:
			n = raw
		default:
			return newProblem("write a number without quotes, like 5 or 0.5", "must be a number")
		}
		if !(n >= 0.1 && n <= maxPostsPerSecond) {
			return newProblem("leave it out, and the bot finds out how many Slack takes", "must be between 0.1 and %d", maxPostsPerSecond)
		}
		*field(c) = n
		return nil
	}
}

// count reads a whole number from 1 to most.
func count(most int64, field func(*Config) *int) func(*Config, value) error {
	return func(c *Config, v value) error {
		n, ok := v.raw.(int64)
		if !ok {
			return newProblem("write a whole number without quotes, like 20", "must be a whole number")
		}
		if n < 1 || n > most {
			return newProblem(fmt.Sprintf("choose a number between 1 and %d", most), "%d is out of range", n)
		}
		*field(c) = int(n)
		return nil
	}
}
