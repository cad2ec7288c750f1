package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// file reads the settings in a TOML file. Values are decoded one by one, so that each can be wrong by itself.
func (r *reader) file(name string, data []byte) {
	f := &tomlFile{name: name}
	var top map[string]toml.Primitive
	meta, err := toml.Decode(string(data), &top)
	if err != nil {
		r.add(f.syntax(err))
		return
	}
	f.meta = meta
	for _, key := range sortedKeys(top) {
		if s, ok := settingOf(key); ok {
			r.apply(s, f.value(top[key]), f.at(top[key]))
			continue
		}
		r.table(f, key, top[key])
	}
}

// table reads one [table] of the file, or reports that there is none of that name.
func (r *reader) table(f *tomlFile, name string, p toml.Primitive) {
	if !slices.Contains(tables(), name) {
		r.unknown(f.at(p), name)
		return
	}
	var rows map[string]toml.Primitive
	if err := f.meta.PrimitiveDecode(p, &rows); err != nil || rows == nil {
		r.add(f.at(p), wrong(fmt.Sprintf("begin a line with [%s] and write its settings below", name), "%s is a table", name))
		return
	}
	for _, key := range sortedKeys(rows) {
		s, ok := settingOf(name + "." + key)
		if !ok {
			r.unknown(f.at(rows[key]), name+"."+key)
			continue
		}
		r.apply(s, f.value(rows[key]), f.at(rows[key]))
	}
}

// unknown reports a key that is no setting, with the nearest that is.
func (r *reader) unknown(at origin, key string) {
	hint := "docs/operating.md lists all settings"
	if near := nearest(key, append(keys(), tables()...)); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	} else if near := sameName(key); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	r.add(at, wrong(hint, "%q is not a setting", key))
}

// sameName finds the setting whose last part is key's last part: somebody forgot the table, or took a wrong one.
func sameName(key string) string {
	last := key[strings.LastIndex(key, ".")+1:]
	for _, k := range keys() {
		if k[strings.LastIndex(k, ".")+1:] == last {
			return k
		}
	}
	return ""
}

func settingOf(key string) (setting, bool) {
	for _, s := range settings() {
		if s.key == key {
			return s, true
		}
	}
	return setting{}, false
}

// tables are the tables that a file may have.
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

// tomlFile is a file being read: its name, and what the decoder knows of it.
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

// at is where a value stands. The decoder tells a position only inside an error, so it is made to give one.
func (f *tomlFile) at(p toml.Primitive) origin {
	var e toml.ParseError
	if err := f.meta.PrimitiveDecode(p, refuser{}); errors.As(err, &e) && e.Position.Line > 0 {
		return f.line(e.Position.Line)
	}
	return origin{where: f.name, line: 1}
}

func (f *tomlFile) line(n int) origin {
	return origin{where: fmt.Sprintf("%s:%d", f.name, n), line: n}
}

// refuser is a TOML value that cannot be decoded.
type refuser struct{}

// UnmarshalTOML always fails.
func (refuser) UnmarshalTOML(any) error { return errors.New("refused") }
