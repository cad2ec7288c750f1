package main

import (
	"encoding/json"
	"io"
)

// jsonExport writes one array, with one entry per line.
type jsonExport struct {
	out   io.Writer
	begun bool
}

func (j *jsonExport) write(e entry) error {
	before := ",\n"
	if !j.begun {
		before, j.begun = "[\n", true
	}
	data, err := json.Marshal(e)
	if err != nil {
		return err
	}
	_, err = j.out.Write(append([]byte(before), data...))
	return err
}

func (j *jsonExport) close() error {
	end := "\n]\n"
	if !j.begun {
		end = "[]\n"
	}
	_, err := io.WriteString(j.out, end)
	return err
}
