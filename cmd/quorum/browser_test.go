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

// tab is one tab of a real browser, used by the words on the screen.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// browse opens an address in a real browser. Without a browser the test is skipped, but never under CI.
func browse(t *testing.T, address string) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(browser(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("force-prefers-reduced-motion", true)) // what still moves is clicked beside
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, closeBrowser := chromedp.NewContext(allocated)
	t.Cleanup(closeBrowser)
	b := &tab{t, ctx}
	b.do(chromedp.EmulateViewport(1280, 800))
	t.Cleanup(func() { _ = chromedp.Cancel(ctx) }) // waits, so that the profile can be removed
	b.do(chromedp.Navigate(address))
	return b
}

func browser(t *testing.T) string {
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

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// wait waits until an expression is true.
func (b *tab) wait(expression string) {
	b.t.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Poll[bool]("Boolean("+expression+")",
		chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(allowed)))
	if err != nil {
		b.t.Fatalf("never true: %s (%v)\non the page:\n%s", expression, err, b.shown())
	}
}

// shown is what stands on the page: first what lies over the rest, then the end of the rest.
func (b *tab) shown() string {
	shown, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`[...document.querySelectorAll("#toasts, dialog")].map((e) => e.innerText).join("\n---\n") +
		"\n---\n" + document.body.innerText.slice(-4000)`))
	return shown
}

// reads waits until a part of the page shows a text.
func (b *tab) reads(part, text string) {
	b.t.Helper()
	b.wait(fmt.Sprintf(`[...document.querySelectorAll(%q)].some((e) => e.innerText.includes(%q))`, part, text))
}

// read is what a part of the page shows.
func (b *tab) read(part string) string {
	b.t.Helper()
	return b.value(fmt.Sprintf(`document.querySelector(%q).innerText`, part))
}

// value is the text that an expression has.
func (b *tab) value(expression string) string {
	b.t.Helper()
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		b.t.Fatal(err)
	}
	return text
}

// click clicks with the mouse in the middle of the control with this label, in the form that is open if one is.
func (b *tab) click(label string) {
	b.t.Helper()
	b.clickOn(fmt.Sprintf(`[...document.querySelectorAll("button, a, [role=option], [role=combobox], input, textarea")].find((e) =>
		(e.getAttribute("aria-label") === %[1]q || e.innerText?.trim() === %[1]q || e.labels?.[0]?.innerText.trim().replace(" (optional)", "") === %[1]q || e.querySelector?.(":scope > .option-words > span")?.innerText === %[1]q)
		&& e.checkVisibility() && !(document.querySelector("dialog[open]") && !e.closest("dialog[open]")))`, label))
}

// clickOn clicks in the middle of what an expression finds, once it has come to rest and nothing lies over it.
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
	})()`, element), chromedp.WithPollingInterval(20*time.Millisecond), chromedp.WithPollingTimeout(allowed)))
	if err != nil {
		b.t.Fatalf("click %s: %v\non the page:\n%s", element, err, b.shown())
	}
	b.do(chromedp.MouseClickXY(at[0], at[1]))
}

// fill types into the field with this label.
func (b *tab) fill(label, text string) {
	b.t.Helper()
	b.click(label)
	b.press(text)
}

// press types keys where the keyboard is.
func (b *tab) press(keys string) {
	b.t.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// beAsked takes on a person once a question waits for them, and so is in the conversation where it stands.
func (b *tab) beAsked(name string) {
	b.t.Helper()
	b.clickOn(fmt.Sprintf(`document.querySelector("[aria-label='Be %s (something is waiting)']")`, name))
	b.reads(".you", name)
}

// be takes on a person, whether or not something waits for them.
func (b *tab) be(name string) {
	b.t.Helper()
	b.clickOn(fmt.Sprintf(`document.querySelector("[aria-label^='Be %s']")`, name))
	b.reads(".you", name)
}
