package config

import (
	"errors"
	"os"
	"slices"
	"strings"

	"quorum/polls/phrase"
)

// Need says what the caller is going to do, and so what must not be missing.
type Need int

// The needs. Mistakes in what is set are reported whatever the need.
const (
	ForDatabase Need = iota // to open the database: nothing is required
	ForSlack                // to talk to Slack: a bot token, and what the transport needs
)

// Load reads the environment, given as in os.Environ, and the file that QUORUM_CONFIG names, if it names one.
// Its error is [Mistakes]: everything that is wrong, at once.
func Load(env []string, need Need) (Config, error) {
	vars := environment(env)
	r := &reader{config: Defaults(), origins: map[string]origin{}}
	if path := vars[fileVariable]; path != "" {
		data, err := os.ReadFile(path)
		if err != nil {
			r.add(origin{where: fileVariable}, wrong("name a file that this program may read, or unset it",
				"cannot read %s: %s", path, reason(err)))
		}
		r.file(path, data)
	}
	return r.finish(vars, need)
}

// reason is why a file could not be read, without its path.
func reason(err error) string {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// environment is env as a map. A variable that is set to nothing counts as not set, as container tools pass them.
func environment(env []string) map[string]string {
	vars := map[string]string{}
	for _, line := range env {
		name, text, _ := strings.Cut(line, "=")
		if strings.TrimSpace(text) != "" {
			vars[name] = text
		}
	}
	return vars
}

// origin is where a setting was made.
type origin struct {
	where string
	line  int
}

// reader gathers a configuration and its mistakes.
type reader struct {
	config   Config
	origins  map[string]origin // by key, of what was set, rightly or wrongly
	mistakes Mistakes
}

func (r *reader) finish(vars map[string]string, need Need) (Config, error) {
	r.environment(vars)
	r.misspelt(vars)
	r.together(need)
	if len(r.mistakes) > 0 {
		r.mistakes.order()
		return r.config, r.mistakes
	}
	return r.config, nil
}

// apply sets one setting from one place.
func (r *reader) apply(s setting, v value, at origin) {
	r.origins[s.key] = at
	if err := s.set(&r.config, v); err != nil {
		r.add(at, err)
	}
}

func (r *reader) add(at origin, err error) {
	m := Mistake{Where: at.where, line: at.line, What: withoutTokens(err.Error())}
	var p *problem
	if errors.As(err, &p) {
		m.Hint = p.hint
	}
	r.mistakes = append(r.mistakes, m)
}

func (r *reader) environment(vars map[string]string) {
	for _, s := range settings() {
		if text, ok := vars[s.env]; ok && s.env != "" {
			r.apply(s, value{text}, origin{where: s.env})
		}
	}
}

// misspelt reports variables that are almost the name of a setting. Others that begin with QUORUM_ are let be: a
// cluster sets some of its own for a service of that name.
func (r *reader) misspelt(vars map[string]string) {
	var names []string
	for name := range vars {
		if strings.HasPrefix(name, "QUORUM_") || strings.HasPrefix(name, "SLACK_") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	known := variables()
	for _, name := range names {
		if near := nearest(name, known); !slices.Contains(known, name) && near != "" && phrase.Distance(near, name) <= 2 {
			r.add(origin{where: name}, wrong("did you mean "+near+"?", "is not a setting"))
		}
	}
}
