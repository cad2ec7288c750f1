package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// tab is one tab of a real browser. Tests use it by the words on the screen.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// openBrowser opens an address in a real browser. Without a browser the test is skipped; under CI=true it fails.
func openBrowser(t *testing.T, address string) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(browserPath(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("force-prefers-reduced-motion", true)) // without this, a click can miss an element that is still moving
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, closeBrowser := chromedp.NewContext(allocated)
	t.Cleanup(closeBrowser)
	b := &tab{t, ctx}
	b.run(chromedp.EmulateViewport(1280, 800))
	t.Cleanup(func() { _ = chromedp.Cancel(ctx) }) // Cancel waits for the browser, so that the profile can be removed
	b.run(chromedp.Navigate(address))
	return b
}

func browserPath(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "headless-shell"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const how = "the demonstration's page is tested in a real browser: apt-get install chromium"
	if os.Getenv("CI") == "true" {
		t.Fatal(how)
	}
	t.Skip(how)
	return ""
}

func (b *tab) run(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// wait waits until a JavaScript expression is true.
func (b *tab) wait(expression string) {
	b.t.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Poll[bool]("Boolean("+expression+")",
		chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(testTimeout)))
	if err != nil {
		b.t.Fatalf("never true: %s (%v)\non the page:\n%s", expression, err, b.shown())
	}
}

// shown returns the text on the page: first dialogs and pop-up notes, then the end of the body.
func (b *tab) shown() string {
	shown, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`[...document.querySelectorAll("#toasts, dialog")].map((e) => e.innerText).join("\n---\n") +
		"\n---\n" + document.body.innerText.slice(-4000)`))
	return shown
}

// waitForText waits until an element that matches the selector part shows text.
func (b *tab) waitForText(part, text string) {
	b.t.Helper()
	b.wait(fmt.Sprintf(`[...document.querySelectorAll(%q)].some((e) => e.innerText.includes(%q))`, part, text))
}

// read returns the text of the element that matches the selector part.
func (b *tab) read(part string) string {
	b.t.Helper()
	return b.value(fmt.Sprintf(`document.querySelector(%q).innerText`, part))
}

// value returns the text value of a JavaScript expression.
func (b *tab) value(expression string) string {
	b.t.Helper()
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		b.t.Fatal(err)
	}
	return text
}

// click clicks with the mouse in the middle of the control with this label. While a form is open, it looks in the
// form only.
func (b *tab) click(label string) {
	b.t.Helper()
	b.clickOn(fmt.Sprintf(`[...document.querySelectorAll("button, a, [role=option], [role=combobox], input, textarea")].find((e) =>
		(e.getAttribute("aria-label") === %[1]q || e.innerText?.trim() === %[1]q || e.labels?.[0]?.innerText.trim().replace(" (optional)", "") === %[1]q || e.querySelector?.(":scope > .option-words > span")?.innerText === %[1]q)
		&& e.checkVisibility() && !(document.querySelector("dialog[open]") && !e.closest("dialog[open]")))`, label))
}

// clickOn clicks in the middle of the element that an expression finds. It first waits until the element stands still
// and nothing covers it.
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
	})()`, element), chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(testTimeout)))
	if err != nil {
		b.t.Fatalf("click %s: %v\non the page:\n%s", element, err, b.shown())
	}
	b.run(chromedp.MouseClickXY(at[0], at[1]))
}

// fill types text into the field with this label.
func (b *tab) fill(label, text string) {
	b.t.Helper()
	b.click(label)
	b.press(text)
}

// press types keys into the element that has the focus.
func (b *tab) press(keys string) {
	b.t.Helper()
	b.run(chromedp.KeyEvent(keys))
}

// becomeAsked waits until a question waits for the person with this name, and switches to that person. The page then
// shows the conversation with the question.
func (b *tab) becomeAsked(name string) {
	b.t.Helper()
	b.clickOn(fmt.Sprintf(`document.querySelector("[aria-label='Be %s (something is waiting)']")`, name))
	b.waitForText(".you", name)
}

// becomePerson switches to the person with this name, whether or not a question waits for that person.
func (b *tab) becomePerson(name string) {
	b.t.Helper()
	b.clickOn(fmt.Sprintf(`document.querySelector("[aria-label^='Be %s']")`, name))
	b.waitForText(".you", name)
}
