package slacksim

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

const maxBody = 4 << 20

// args are the arguments of one call, from a form, a query or JSON: strings as they are, everything else as JSON.
type args struct {
	values map[string]string
	token  string
	host   string
}

func (a args) str(name string) string          { return a.values[name] }
func (a args) raw(name string) json.RawMessage { return json.RawMessage(a.values[name]) }

func (a args) has(name string) bool {
	_, ok := a.values[name]
	return ok
}

func (a args) flag(name string) bool {
	on, _ := strconv.ParseBool(a.values[name])
	return on
}

// num returns a whole number, or the default.
func (a args) num(name string, def int) int {
	n, err := strconv.Atoi(a.values[name])
	if err != nil {
		return def
	}
	return n
}

// list returns the parts of a value between its commas.
func (a args) list(name string) []string {
	if a.values[name] == "" {
		return nil
	}
	return strings.Split(a.values[name], ",")
}

// readArgs reads a form, a JSON object or a query, and separates the token from the arguments.
func readArgs(r *http.Request) (args, *refusal) {
	a := args{values: make(map[string]string), host: r.Host}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil || len(body) > maxBody {
		return a, refuse("request_too_large")
	}
	a.addForm(r.URL.Query())
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case len(body) == 0:
	case kind == "application/json":
		if bad := a.addJSON(body); bad != nil {
			return a, bad
		}
	case kind == "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return a, refuse("invalid_form_data")
		}
		a.addForm(form)
	default:
		return a, refuse("invalid_post_type")
	}
	a.token = a.values["token"]
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		a.token = bearer
	}
	delete(a.values, "token")
	return a, nil
}

func (a args) addForm(form url.Values) {
	for name, v := range form {
		a.values[name] = v[0]
	}
}

func (a args) addJSON(body []byte) *refusal {
	var object map[string]json.RawMessage
	if json.Unmarshal(body, &object) != nil {
		return refuse("invalid_json")
	}
	for name, raw := range object {
		var s string
		if json.Unmarshal(raw, &s) != nil {
			s = string(raw)
		}
		if string(raw) != "null" {
			a.values[name] = s
		}
	}
	return nil
}
