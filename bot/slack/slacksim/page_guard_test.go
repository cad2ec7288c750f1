package slacksim

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestPageRefusesStrangers expects that other sites cannot read or act through a user's browser, and that the page's
// own requests pass.
func TestPageRefusesStrangers(t *testing.T) {
	ws := New(Options{TB: t})
	ada := ws.AddUser("ada")
	ws.AddChannel("general", "ada")
	page := ws.Page(nil)
	say := `{"as":"` + ada.ID + `","channel":"#general","text":"hello"}`

	for name, c := range map[string]struct {
		method, path, body string
		change             func(*http.Request)
		want               int
	}{
		"the page":                 {"GET", "/", "", nil, 200},
		"a file":                   {"GET", "/main.js", "", nil, 200},
		"no such file":             {"GET", "/secret.js", "", nil, 404},
		"no way out of the folder": {"GET", "/..%2fpage.go", "", nil, 404},
		"the state":                {"GET", "/sim/state", "", nil, 200},
		"an act":                   {"POST", "/sim/say", say, nil, 200},
		"no such act":              {"POST", "/sim/format", say, nil, 404},
		"an act by GET":            {"GET", "/sim/say", "", nil, 404},
		"half of an act":           {"POST", "/sim/say", say[:20], nil, 400},
		"another host's name":      {"GET", "/sim/state", "", func(r *http.Request) { r.Host = "rebound.example:8137" }, 421},
		"IPv6":                     {"GET", "/sim/state", "", func(r *http.Request) { r.Host = "[::1]:8137" }, 200},
		"a name on the network": {"GET", "/sim/state", "", func(r *http.Request) {
			r.Host = "demo.lan:8137"
			addr := &net.TCPAddr{IP: net.IPv4(192, 168, 1, 5), Port: 8137}
			*r = *r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, addr))
		}, 200},
		"another site's form": {"POST", "/sim/say", say, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, 415},
		"another site": {"POST", "/sim/say", say, func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.Header.Set("Origin", "https://evil.example")
		}, 403},
		"another origin in an old browser": {"POST", "/sim/say", say, func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }, 403},
		"too much":                         {"POST", "/sim/say", `{"text":"` + strings.Repeat("x", pageBody) + `"}`, nil, 400},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(c.method, "http://127.0.0.1:8137"+c.path, strings.NewReader(c.body))
			r.Header.Set("Content-Type", "application/json")
			if c.change != nil {
				c.change(r)
			}
			w := httptest.NewRecorder()
			page.ServeHTTP(w, r)
			if w.Code != c.want {
				body, _ := io.ReadAll(w.Body)
				t.Errorf("%s %s: got %d, want %d: %.200s", c.method, c.path, w.Code, c.want, body)
			}
			if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "script-src 'self'") {
				t.Errorf("no policy against foreign scripts: %q", policy)
			}
		})
	}
	if got := len(ws.Snapshot(ada.ID).Channels[0].Messages); got != 1 {
		t.Errorf("got %d messages after one honest request, want 1", got)
	}
}

// TestPageReadsNothingOfStrangers expects that the body of a refused request is not read, and that the page does not
// note its person.
func TestPageReadsNothingOfStrangers(t *testing.T) {
	ws := New(Options{TB: t})
	ada := ws.AddUser("ada")
	var seen []string
	page := ws.Page(func(person string) { seen = append(seen, person) })
	for _, path := range []string{"/sim/state", "/sim/events", "/", "/sim/say"} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			for name, kind := range map[string]string{
				"a form": "application/x-www-form-urlencoded", "a form with files": "multipart/form-data; boundary=b",
			} {
				body := &unread{t: t, what: method + " " + path + ", " + name}
				r := httptest.NewRequest(method, "http://127.0.0.1:8137"+path+"?as="+ada.ID, body)
				r.Host, r.ContentLength = "rebound.example:8137", 1<<40
				r.Header.Set("Content-Type", kind)
				page.ServeHTTP(httptest.NewRecorder(), r)
			}
		}
	}
	if len(seen) > 0 {
		t.Errorf("strangers were taken for people who look: %v", seen)
	}
	page.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8137/sim/state?as="+ada.ID, nil))
	if len(seen) != 1 || seen[0] != ada.ID {
		t.Errorf("seen are %v, want ada", seen)
	}
}

// TestPageReadsNoFormOfItsOwn expects that no body is read where the URL says everything.
func TestPageReadsNoFormOfItsOwn(t *testing.T) {
	ws := New(Options{TB: t})
	ws.AddUser("ada")
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:8137/sim/state", &unread{t: t, what: "the state"})
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	w := httptest.NewRecorder()
	if ws.Page(nil).ServeHTTP(w, r); w.Code != http.StatusOK {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// unread is a body that fails the test when it is read.
type unread struct {
	t    *testing.T
	what string
}

// Read fails the test.
func (u *unread) Read([]byte) (int, error) {
	u.t.Errorf("%s: the body was read", u.what)
	return 0, io.EOF
}
