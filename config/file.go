package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// readFile reads the settings in a TOML file. It decodes each value by itself, so that a mistake in one does not hide
// mistakes in others.
func (r *reader) readFile(name string, data []byte) {
	f := &tomlFile{name: name}
	var top map[string]toml.Primitive
	meta, err := toml.Decode(string(data), &top)
	if err != nil {
		r.add(f.syntaxError(err))
		return
	}
	f.meta = meta
	for _, key := range sortedKeys(top) {
		if s, ok := findSetting(key); ok {
			r.apply(s, f.value(top[key]), f.position(top[key]))
			continue
		}
		r.readTable(f, key, top[key])
	}
}

// readTable reads one [table] of the file. It reports a mistake when there is no table of that name.
func (r *reader) readTable(f *tomlFile, name string, p toml.Primitive) {
	if !slices.Contains(tables(), name) {
		r.addUnknown(f.position(p), name)
		return
	}
	var rows map[string]toml.Primitive
	if err := f.meta.PrimitiveDecode(p, &rows); err != nil || rows == nil {
		r.add(f.position(p), newProblem(fmt.Sprintf("begin a line with [%s] and write its settings below", name), "%s is a table", name))
		return
	}
	for _, key := range sortedKeys(rows) {
		s, ok := findSetting(name + "." + key)
		if !ok {
			r.addUnknown(f.position(rows[key]), name+"."+key)
			continue
		}
		r.apply(s, f.value(rows[key]), f.position(rows[key]))
	}
}

// addUnknown reports a key that is not a setting, with the most similar key.
func (r *reader) addUnknown(at origin, key string) {
	hint := "docs/operating.md lists all settings"
	if near := nearest(key, append(keys(), tables()...)); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if near := sameName(key); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	r.add(at, newProblem(hint, "%q is not a setting", key))
}

// sameName returns a setting whose last part equals the last part of key, or "". The operator has then left out the
// table, or written a wrong one.
func sameName(key string) string {
	last := key[strings.LastIndex(key, ".")+1:]
	for _, k := range keys() {
		if k[strings.LastIndex(k, ".")+1:] == last {
			return k
		}
	}
	return ""
}

func findSetting(key string) (setting, bool) {
	for _, s := range settings() {
		if s.key == key {
			return s, true
		}
	}
	return setting{}, false
}

// tables returns the names of the tables that a file may have.
func tables() []string {
	var names []string
	for _, key := range keys() {
		if table, _, ok := strings.Cut(key, "."); ok && !slices.Contains(names, table) {
			names = append(names, table)
		}
	}
	return names
}

func sortedKeys(m map[string]toml.Primitive) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// tomlFile is the file that is being read: its name, and the decoder's data about it.
type tomlFile struct {
	name string
	meta toml.MetaData
}

func (f *tomlFile) value(p toml.Primitive) value {
	var raw any
	if err := f.meta.PrimitiveDecode(p, &raw); err != nil {
		return value{}
	}
	return value{raw}
}

// position returns where a value is. The decoder gives a position only in an error, so position makes it fail.
func (f *tomlFile) position(p toml.Primitive) origin {
	var e toml.ParseError
	if err := f.meta.PrimitiveDecode(p, refuser{}); errors.As(err, &e) && e.Position.Line > 0 {
		return f.lineOrigin(e.Position.Line)
	}
	return origin{where: f.name, line: 1}
}

func (f *tomlFile) lineOrigin(n int) origin {
	return origin{where: fmt.Sprintf("%s:%d", f.name, n), line: n}
}

// refuser is a TOML value whose decoding always fails.
type refuser struct{}

// UnmarshalTOML returns an error.
func (refuser) UnmarshalTOML(any) error { return errors.New("refused") }
