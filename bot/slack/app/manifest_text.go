package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// JSON is the manifest ready to paste, with a line break at its end.
func (m Manifest) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, fmt.Errorf("write the manifest: %w", err)
	}
	return b.Bytes(), nil
}

// YAML is the same manifest in YAML's block style. Every text is in double quotes, as JSON writes it: YAML reads those
// the same, and no text can be taken for something else.
func (m Manifest) YAML() ([]byte, error) {
	text, err := m.JSON()
	if err != nil {
		return nil, err
	}
	y := yamlWriter{in: json.NewDecoder(bytes.NewReader(text))}
	y.value("", "")
	if y.err != nil {
		return nil, fmt.Errorf("write the manifest: %w", y.err)
	}
	return []byte(strings.TrimPrefix(y.out.String(), "\n")), nil
}

// yamlWriter turns JSON tokens into YAML, keeping their order.
type yamlWriter struct {
	in  *json.Decoder
	out strings.Builder
	err error
}

// value writes the next value. It stands after "key:" or "-"; what it holds is written at indent.
func (y *yamlWriter) value(indent, after string) {
	switch t := y.next().(type) {
	case json.Delim:
		y.collection(t, indent, after)
	default:
		text, err := plainJSON(t)
		if err != nil && y.err == nil {
			y.err = err
		}
		y.out.WriteString(" " + text + "\n")
	}
}

func (y *yamlWriter) collection(open json.Delim, indent, after string) {
	first := after != "-" // a map in a list begins on the line of its dash
	if first {
		y.out.WriteString("\n")
	}
	for y.err == nil && y.in.More() {
		lead := indent
		if !first {
			lead, first = " ", true
		}
		if open == '[' {
			y.out.WriteString(lead + "-")
			y.value(indent+"  ", "-")
			continue
		}
		key, _ := y.next().(string)
		y.out.WriteString(lead + key + ":")
		y.value(indent+"  ", ":")
	}
	y.next() // the closing bracket
}

func (y *yamlWriter) next() json.Token {
	t, err := y.in.Token()
	if err != nil && err != io.EOF && y.err == nil {
		y.err = err
	}
	return t
}

func plainJSON(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return strings.TrimSpace(b.String()), err
}
