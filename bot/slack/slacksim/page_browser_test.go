package slacksim

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// pagePatience is how long a browser may take to show something. It is long, as the machine may be busy with other
// tests.
const pagePatience = 2 * time.Minute

// startBrowser starts one browser for a test and all its tabs. Without a browser the test is skipped; under CI=true
// it fails.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		const how = "the page is tested in a real browser: apt-get install chromium"
		if os.Getenv("CI") == "true" {
			t.Fatal(how)
		}
		t.Skip(how)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("force-prefers-reduced-motion", true)) // without this, a click can miss an element that is still moving
	alloc, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, closeBrowser := chromedp.NewContext(alloc)
	t.Cleanup(closeBrowser)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	t.Cleanup(func() { _ = chromedp.Cancel(ctx) }) // Cancel waits for the browser, so that the profile can be removed
	return ctx
}

// pageTest is a workspace with its page, an app that the test controls, and a browser.
type pageTest struct {
	t       *testing.T
	ws      *Workspace
	url     string
	browser context.Context
	got     chan map[string]any // every payload that reaches the app
	answer  func(payload map[string]any) any
}

func newStage(t *testing.T, browser context.Context) *pageTest {
	t.Helper()
	s := &pageTest{t: t, browser: browser, got: make(chan map[string]any, 100)}
	s.ws = New(Options{
		TB: t, Mode: HTTP, Team: "Northwind", App: "Helper", Command: "/ask",
		Shortcuts: []Shortcut{{Name: "Ask people", CallbackID: "global"}, {Name: "Ask about this", CallbackID: "message", OnMessage: true}},
	})
	app := httptest.NewServer(http.HandlerFunc(s.app))
	t.Cleanup(app.Close)
	s.ws.CallbackTo(app.URL, app.Client())
	page := httptest.NewServer(s.ws.Page(nil))
	s.url = page.URL
	t.Cleanup(func() { page.CloseClientConnections(); page.Close() })
	return s
}

// app is the handler of the app: it passes on what it receives, and answers as the test says.
func (s *pageTest) app(w http.ResponseWriter, r *http.Request) {
	payload := make(map[string]any)
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	for name := range r.PostForm {
		payload[name] = r.PostForm.Get(name)
	}
	if raw := r.PostForm.Get("payload"); raw != "" {
		payload = map[string]any{}
		_ = json.Unmarshal([]byte(raw), &payload)
	}
	s.got <- payload
	if s.answer == nil {
		return
	}
	if said := s.answer(payload); said != nil {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(said)
	}
}

// call calls the Web API as the app. Values that are not strings are sent as JSON.
func (s *pageTest) call(method string, args map[string]any) map[string]any {
	form := url.Values{"token": {s.ws.BotToken()}}
	for name, value := range args {
		text, ok := value.(string)
		if !ok {
			raw, _ := json.Marshal(value)
			text = string(raw)
		}
		form.Set(name, text)
	}
	answer, err := s.ws.HTTPClient().PostForm(s.ws.APIURL()+method, form)
	if err != nil {
		s.t.Errorf("%s: %v", method, err)
		return nil
	}
	defer answer.Body.Close()
	var out map[string]any
	if err := json.NewDecoder(answer.Body).Decode(&out); err != nil || out["ok"] != true {
		s.t.Errorf("%s: %v %v", method, out, err)
	}
	return out
}

// expect waits for the next payload of a type. A command has no type.
func (s *pageTest) expect(kind string) map[string]any {
	s.t.Helper()
	timeout := time.After(pagePatience)
	for {
		select {
		case payload := <-s.got:
			if found, _ := payload["type"].(string); found == kind {
				return payload
			}
		case <-timeout:
			s.t.Fatalf("the app got no payload of type %q", kind)
		}
	}
}

// expectCommand waits for the next slash command.
func (s *pageTest) expectCommand() map[string]any {
	s.t.Helper()
	select {
	case payload := <-s.got:
		if payload["command"] == nil {
			s.t.Fatalf("the app got %v instead of a command", payload)
		}
		return payload
	case <-time.After(pagePatience):
		s.t.Fatal("the app got no command")
		return nil
	}
}

// tab is one tab of the browser.
type tab struct {
	t     *testing.T
	ctx   context.Context
	width int64
}

// open opens a tab of this size, at the part of the page after #/.
func (s *pageTest) open(width, height int64, route string) *tab {
	s.t.Helper()
	t := s.t
	ctx, closeTab := chromedp.NewContext(s.browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(func(ev any) {
		if thrown, ok := ev.(*runtime.EventExceptionThrown); ok {
			t.Errorf("the page threw: %+v", thrown.ExceptionDetails.Exception.Description)
		}
	}))
	s.t.Cleanup(closeTab)
	b := &tab{t: s.t, ctx: ctx, width: width}
	size := []chromedp.EmulateViewportOption{chromedp.EmulateScale(1)}
	if width < 500 {
		size = append(size, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	b.do(chromedp.EmulateViewport(width, height, size...))
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		s.t.Fatal(err)
	}
	b.do(chromedp.Navigate(s.url + "/#/" + route))
	b.wait(`document.querySelector(".conv")`)
	return b
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// eval returns the text value of a JavaScript expression.
func (b *tab) eval(expression string) string {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return fmt.Sprint(v)
}

// wait waits until a JavaScript expression is true.
func (b *tab) wait(expression string) {
	b.t.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Poll[bool]("Boolean("+expression+")",
		chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(pagePatience)))
	if err != nil {
		b.t.Fatalf("never true: %s (%v)\non the page:\n%s", expression, err, b.shown())
	}
}

// shown returns the text on the page: first dialogs and pop-up notes, then the end of the body.
func (b *tab) shown() string {
	shown, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`[...document.querySelectorAll("#toasts, dialog")].map((e) => e.innerText).join("\n---\n") +
		"\n---\n" + document.body.innerText.slice(-2000)`))
	return shown
}

// see waits until an element shows a text.
func (b *tab) see(place, text string) {
	b.t.Helper()
	b.wait(fmt.Sprintf(`[...document.querySelectorAll(%q)].some((e) => e.innerText.includes(%q))`, place, text))
}

// find returns an expression for the visible control with this label.
func find(label string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("button, a, [role=option], [role=combobox], input, textarea, label")].find((e) =>
		(e.getAttribute("aria-label") === %[1]q || e.innerText?.trim() === %[1]q || e.labels?.[0]?.innerText.trim() === %[1]q || e.querySelector?.(":scope > .option-words > span")?.innerText === %[1]q)
		&& e.checkVisibility() && !(document.querySelector("dialog[open]") && !e.closest("dialog[open]")))`, label)
}

// click clicks with the mouse or the finger in the middle of a control.
func (b *tab) click(label string) {
	b.t.Helper()
	b.clickOn(find(label))
}

// clickOn clicks on the element that an expression finds. It first waits until the element stands still and nothing
// covers it.
func (b *tab) clickOn(element string) {
	b.t.Helper()
	at, err := chromedp.Run(b.ctx, chromedp.Poll[[]float64](fmt.Sprintf(`(() => {
		const e = %s;
		if (!e) return null;
		e.scrollIntoView({ block: "nearest" });
		const r = e.getBoundingClientRect(), at = [r.x + r.width / 2, r.y + r.height / 2], hit = document.elementFromPoint(...at);
		const rests = window.lastSeen?.[0] === e && window.lastSeen[1] === at.join() && hit && (e.contains(hit) || hit.contains(e));
		window.lastSeen = [e, at.join()];
		return rests ? at : null;
	})()`, element), chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(pagePatience)))
	if err != nil {
		b.t.Fatalf("click %s: %v\non the page:\n%s", element, err, b.shown())
	}
	if b.eval(`matchMedia("(pointer: coarse)").matches`) == "true" {
		b.do(chromedp.TapXY(at[0], at[1]))
		return
	}
	b.do(chromedp.MouseClickXY(at[0], at[1]))
}

// press types keys into the element that has the focus.
func (b *tab) press(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		if k == kb.Enter {
			b.enter()
			continue
		}
		b.do(chromedp.KeyEvent(k))
	}
}

// goBack presses the browser's Back button.
func goBack(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
	return chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](`history.back()`))
}

// enter presses Enter as a keyboard does: the line break belongs to the key, so that a page that handles the key gets
// no line break.
func (b *tab) enter() {
	b.t.Helper()
	for _, step := range []input.DispatchKeyEventParams{
		{Type: input.DispatchKeyEventTypeKeyDown, Text: "\r"}, {Type: input.DispatchKeyEventTypeKeyUp},
	} {
		step.Key, step.Code, step.WindowsVirtualKeyCode = "Enter", "Enter", 13
		if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, step); err != nil {
			b.t.Fatal(err)
		}
	}
}
