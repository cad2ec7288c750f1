package config

import (
	"errors"
	"os"
	"slices"
	"strings"

	"quorum/polls/phrase"
)

// Need is what the caller is going to do. It decides which settings are required.
type Need int

// The needs. A wrong setting is a mistake whatever the need.
const (
	ForDatabase Need = iota // to open the database: nothing is required
	ForSlack                // to talk to Slack: requires a bot token, and the token or secret of the transport
)

// Load reads the environment, in the form of os.Environ, and the file that QUORUM_CONFIG names, if any. Its error is
// [Mistakes], with all mistakes.
func Load(env []string, need Need) (Config, error) {
	vars := variablesOf(env)
	r := &reader{config: Defaults(), origins: map[string]origin{}}
	if path := vars[fileVariable]; path != "" {
		data, err := os.ReadFile(path)
		if err != nil {
			r.add(origin{where: fileVariable}, newProblem("name a file that this program may read, or unset it",
				"cannot read %s: %s", path, reason(err)))
		}
		r.readFile(path, data)
	}
	return r.finish(vars, need)
}

// reason returns why a file could not be read, without its path.
func reason(err error) string {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// variablesOf returns env as a map, without empty variables: container tools set a variable to nothing when they have
// no value.
func variablesOf(env []string) map[string]string {
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

// reader collects a configuration and its mistakes.
type reader struct {
	config   Config
	origins  map[string]origin // by key: where each setting was made, also when its value was wrong
	mistakes Mistakes
}

func (r *reader) finish(vars map[string]string, need Need) (Config, error) {
	r.readEnvironment(vars)
	r.checkSpelling(vars)
	r.checkTogether(need)
	if len(r.mistakes) > 0 {
		r.mistakes.order()
		return r.config, r.mistakes
	}
	return r.config, nil
}

// apply sets one setting to a value. at is where the value comes from.
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

func (r *reader) readEnvironment(vars map[string]string) {
	for _, s := range settings() {
		if text, ok := vars[s.env]; ok && s.env != "" {
			r.apply(s, value{text}, origin{where: s.env})
		}
	}
}

// checkSpelling reports variables whose names are almost those of settings. It ignores other variables that begin
// with QUORUM_, as a cluster sets some for a service of that name.
func (r *reader) checkSpelling(vars map[string]string) {
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
			r.add(origin{where: name}, newProblem("did you mean "+near+"?", "is not a setting"))
		}
	}
}
