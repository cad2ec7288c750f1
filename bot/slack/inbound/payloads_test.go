package inbound

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

const payloadsFile = "testdata/payloads.txtar"

var update = flag.Bool("update", false, "write anew what the payloads are decoded to")

// A payload is one written by hand, with what it is decoded to.
type payload struct {
	sample
	want string
}

// payloads reads those in testdata.
func payloads(tb testing.TB) (all []payload) {
	tb.Helper()
	archive, err := txtar.ParseFile(payloadsFile)
	if err != nil {
		tb.Fatal(err)
	}
	for pair := range slices.Chunk(archive.Files, 2) {
		how, _, _ := strings.Cut(pair[0].Name, " ")
		s := sample{Src: pair[0].Name, Ctype: "application/x-www-form-urlencoded"}
		switch how {
		case "slash":
			fields, form := map[string]string{}, url.Values{}
			if err := json.Unmarshal(pair[0].Data, &fields); err != nil {
				tb.Fatalf("%s: %v", s.Src, err)
			}
			for name, value := range fields {
				form.Set(name, value)
			}
			s.Type, s.Body = "slash", form.Encode()
		case "interactive:":
			s.Type, s.Body = "interactive", url.Values{"payload": {string(pair[0].Data)}}.Encode()
		default:
			s.Type, s.Ctype, s.Body = "event", "application/json", string(pair[0].Data)
		}
		all = append(all, payload{s, string(pair[1].Data)})
	}
	return all
}

// Each payload is decoded to what stands behind it. With -update that is written anew: read what changed.
func TestPayloads(t *testing.T) {
	archive, err := txtar.ParseFile(payloadsFile)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range payloads(t) {
		t.Run(p.Src, func(t *testing.T) {
			all, err := decodeHTTP(p.Ctype, []byte(p.Body))
			if err != nil || len(all) != 1 {
				t.Fatalf("%d inbound, %v", len(all), err)
			}
			got := told(all[0])
			archive.Files[2*i+1].Data = []byte(got)
			if diff := cmp.Diff(p.want, got); diff != "" && !*update {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	if *update {
		if err := os.WriteFile(payloadsFile, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// told is the type of what came in, and a line for each field that is not empty.
func told(in Inbound) string {
	v := reflect.ValueOf(in)
	text := v.Type().Name() + "\n"
	for i := range v.NumField() {
		field := v.Field(i)
		if field.IsZero() {
			continue
		}
		name := v.Type().Field(i).Name
		if field.Type() == reflect.TypeFor[Values]() {
			text += toldValues(name, field.Interface().(Values))
			continue
		}
		text += fmt.Sprintf("%s: %v\n", name, field)
	}
	return text
}

// toldValues is a line for each input: all that is chosen in it, else what was typed or picked.
func toldValues(name string, values Values) string {
	var lines []string
	for block, actions := range values {
		for action, v := range actions {
			lines = append(lines, fmt.Sprintf("%s %s.%s: %q %q\n", name, block, action, v.first(), v.selected()))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}
