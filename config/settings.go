package config

import "time"

// setting is one thing that an operator can set.
type setting struct {
	key string // its name in the file: table.name, or a name without a table
	env string // its variable in the environment; empty when it can be set in the file only
	set func(*Config, value) error
}

// settings returns the table of all settings, in the order in which an operator would write them.
func settings() []setting {
	return []setting{
		{"slack.bot_token", "SLACK_BOT_TOKEN", text(setBotToken)},
		{"slack.app_token", "SLACK_APP_TOKEN", text(setAppToken)},
		{"slack.signing_secrets", "SLACK_SIGNING_SECRET", list(setSigningSecrets)},
		{"slack.api_url", "SLACK_API_URL", text(setAPIURL)},
		{"slack.transport", "QUORUM_TRANSPORT", text(setTransport)},
		{"database", "QUORUM_DATABASE", text(setDatabase)},
		{"listen", "QUORUM_LISTEN", text(setListen)},
		{"log.format", "QUORUM_LOG", text(setLogFormat)},
		{"log.level", "QUORUM_LOG_LEVEL", text(setLogLevel)},
		{"working_hours.start", "", clock(func(c *Config) *time.Duration { return &c.Hours.Start })},
		{"working_hours.end", "", clock(func(c *Config) *time.Duration { return &c.Hours.End })},
		{"working_hours.days", "", text(setDays)},
		{"working_hours.holidays", "", text(setHolidays)},
		{"time_zone", "", text(setZone)},
		{"default_rule", "", text(setRule)},
		{"admins", "", list(setAdmins)},
		{"limits.posts_per_second", "", rate(func(c *Config) *float64 { return &c.Limits.PostsPerSecond })},
		{"limits.start_per_second", "", rate(func(c *Config) *float64 { return &c.Limits.StartPerSecond })},
		{"limits.burst", "", count(1000, func(c *Config) *int { return &c.Limits.Burst })},
		{"limits.max_stakeholders", "", count(100000, func(c *Config) *int { return &c.Limits.MaxStakeholders })},
	}
}

// fileVariable is the variable that names the configuration file. It cannot be set in the file.
const fileVariable = "QUORUM_CONFIG"

func keys() []string {
	var names []string
	for _, s := range settings() {
		names = append(names, s.key)
	}
	return names
}

func variables() []string {
	names := []string{fileVariable}
	for _, s := range settings() {
		if s.env != "" {
			names = append(names, s.env)
		}
	}
	return names
}
