package slacksim

import (
	"mime"
	"net"
	"net/http"
	"strings"
)

// pageBody limits the body of one act. A Slack view has at most 250 KB.
const pageBody = 1 << 20

// pagePolicy allows the page to load and reach only what this server serves. Only pictures in messages may come from
// elsewhere.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
	"img-src 'self' https: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// guard keeps other sites from using the page through the user's browser: by their own host name that points to this
// machine, by a form, or by a frame.
func guard(next http.Handler) http.Handler {
	sameOrigin := http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", pagePolicy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cache-Control", "no-store")
		if overLoopback(r) && !loopbackName(r.Host) {
			http.Error(w, "This page answers to localhost only: open it by http://127.0.0.1 and the port.", http.StatusMisdirectedRequest)
			return
		}
		if r.Method == http.MethodPost && !isJSON(r) {
			http.Error(w, "Send application/json.", http.StatusUnsupportedMediaType)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, pageBody)
		sameOrigin.ServeHTTP(w, r)
	})
}

// overLoopback reports whether the request came in on a loopback address. If the address is not known, it returns
// true.
func overLoopback(r *http.Request) bool {
	addr, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr)
	return !ok || addr.IP.IsLoopback()
}

func loopbackName(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.Trim(host, "[]"))
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func isJSON(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "application/json"
}
