package slacksim

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// fits fails when something is wider than the screen and does not scroll by itself, or is too small for a finger.
func (b *tab) fits(where string) {
	b.t.Helper()
	if wide := b.eval(fmt.Sprintf(`[document.documentElement, ...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && !e.closest(".unseen, .faces, .skip, svg, .scroll > *")
		&& e.getBoundingClientRect().right > %d + 1).map((e) => e.outerHTML.slice(0, 80)).join("\n")`, b.width)); wide != "" {
		b.t.Errorf("%s is wider than the screen:\n%s", where, wide)
	}
	if small := b.eval(`[...document.querySelectorAll("button, .conv, input:not([type=radio]):not([type=checkbox]), textarea")].filter((e) => e.checkVisibility()
		&& !e.matches(".chip, .text-button, .thread-link, .tools *, .pick-field") && e.getBoundingClientRect().height < 32).map((e) => e.outerHTML.slice(0, 80)).join("\n")`); small != "" {
		b.t.Errorf("%s has what a finger misses:\n%s", where, small)
	}
}

func phoneWidth(t *testing.T, s *pageTest) {
	ana, ben := s.ws.AddUser("ana", RealName("Ana Ruiz")), s.ws.AddUser("ben", RealName("Ben Okafor"))
	general := s.ws.AddChannel("general", "ana", "ben").InviteBot()
	card := s.call("chat.postMessage", map[string]any{"channel": general.ID, "text": "card", "blocks": []any{section("*Ship?* " + strings.Repeat("averylongwordwithoutanyend", 8))}})
	s.call("chat.postMessage", map[string]any{"channel": general.ID, "text": "x", "thread_ts": card["ts"], "blocks": gallery()})
	s.answer = func(payload map[string]any) any {
		if payload["command"] != nil {
			s.call("views.open", map[string]any{"trigger_id": payload["trigger_id"], "view": form()})
		}
		return nil
	}
	tab := s.open(390, 844, "")
	tab.see("#sidebar", "simulated on your machine")
	tab.wait(`!document.querySelector("#main").checkVisibility()`)
	tab.fits("the list of conversations")
	tab.click("channel general")
	tab.see("#main .messages", "Ship?")
	tab.wait(`!document.querySelector("#sidebar").checkVisibility()`)
	tab.fits("a conversation")
	tab.clickOn(`document.querySelector(".thread-link")`)
	tab.see("#thread", "Everything at once")
	tab.fits("a thread")
	tab.click("Back to general")
	tab.click("Ask")
	tab.see("dialog h2", "Ask people")
	tab.fits("a form")
	tab.wait(`document.querySelector("dialog").getBoundingClientRect().width === innerWidth`)
	tab.click("Cancel")
	tab.click("Back to the conversations")
	tab.click("Be Ben Okafor")
	tab.see(".you", "Ben Okafor")
	tab.do(goBack)
	tab.see(".you", "Ana Ruiz")
	_, _ = ana, ben
}

func keyboardAlone(t *testing.T, s *pageTest) {
	ana, ben := s.ws.AddUser("ana", RealName("Ana Ruiz")), s.ws.AddUser("ben", RealName("Ben Okafor"))
	s.ws.AddChannel("general", "ana", "ben").InviteBot()
	s.answer = func(payload map[string]any) any {
		if payload["command"] != nil {
			s.call("views.open", map[string]any{"trigger_id": payload["trigger_id"], "view": form()})
		}
		return nil
	}
	tab := s.open(1280, 800, ana.ID)
	tab.wait(`document.activeElement.matches(".say")`) // the field for messages has the focus
	tab.press("/as", kb.Tab)                           // completes the command
	tab.wait(`document.activeElement.value === "/ask "`)
	tab.press("hello @be")
	tab.see("[role=listbox]", "Ben Okafor")
	tab.press(kb.Enter)
	tab.wait(`document.activeElement.value === "/ask hello @ben "`)
	tab.press(kb.Enter)
	if command := s.expectCommand(); command["text"] != "hello <@"+ben.ID+"|ben>" {
		t.Errorf("the app got %q", command["text"])
	}
	tab.see("dialog h2", "Ask people")
	tab.press("Ship?", kb.Tab, "ben")
	tab.see("[role=option]", "Ben Okafor")
	tab.press(kb.Enter, kb.Escape) // Enter chooses; Escape closes the list, not the form
	tab.wait(`document.querySelector("dialog .chip") && !document.querySelector("[role=listbox]")`)
	tab.press(kb.Tab, " ", kb.ArrowDown) // the second radio button
	tab.wait(`document.activeElement.value === "choice" && document.activeElement.checked`)
	tab.press(kb.Tab, kb.Enter) // Enter in a field submits
	payload := s.expect("view_submission")
	if raw := jsonOf(payload["view"].(map[string]any)["state"]); !strings.Contains(raw, `"Ship?"`) || !strings.Contains(raw, ben.ID) || !strings.Contains(raw, `"choice"`) {
		t.Errorf("submitted %s", raw)
	}
	tab.wait(`!document.querySelector("dialog") && document.activeElement.matches(".say")`)

	tab.press("/ask", kb.Enter)
	tab.see("dialog h2", "Ask people")
	tab.press("half a thought", kb.Escape) // one key must not delete the text
	tab.see(".ask", "What you have filled in will be lost.")
	tab.press(kb.Escape)
	tab.wait(`!document.querySelector(".ask") && document.querySelector("dialog input").value === "half a thought"`)
	tab.press(kb.Escape)
	tab.see(".ask", "Leave this form?")
	tab.press(kb.Tab, kb.Enter)
	tab.wait(`!document.querySelector("dialog") && document.activeElement.matches(".say")`)

	s.call("chat.postMessage", map[string]any{"channel": ben.ID, "text": "Ship?", "blocks": question("Ship it?")})
	tab.wait(`document.querySelector("[aria-label='Be Ben Okafor (something is waiting)']")`)
	tab.eval(`document.querySelector(".skip").focus()`)
	tab.press(kb.Tab) // from the link that skips to the people
	tab.wait(`document.activeElement.ariaLabel === "Be Ana Ruiz (you are)"`)
	tab.wait(`getComputedStyle(document.activeElement).outlineStyle !== "none"`) // the focus is visible
	tab.press(kb.ArrowDown, kb.Enter)
	tab.see("#main .messages", "Ship it?")
	tab.eval(`document.querySelector("#main .messages").focus()`)
	tab.press(kb.Tab)
	tab.wait(`document.activeElement.innerText === "Yes"`)
	tab.press(kb.Enter)
	if action := s.expect("block_actions")["actions"].([]any)[0].(map[string]any); action["value"] != "P1/yes" {
		t.Errorf("the app got %v", action)
	}
}

func hostileText(t *testing.T, s *pageTest) {
	const bad = `<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>`
	ana := s.ws.AddUser("ana", RealName("Ana "+bad))
	general := s.ws.AddChannel("general", "ana").InviteBot()
	link := `<javascript:window.pwned=3|press me> <https://example.com/"onmouseover="window.pwned=4|a link> <data:text/html,x|data>`
	if _, err := s.ws.Say(ana.ID, general.ID, bad+" <@"+ana.ID+"> <!date^1^{date}^javascript:window.pwned=5|"+bad+">", ""); err != nil {
		t.Fatal(err)
	}
	s.call("chat.postMessage", map[string]any{"channel": general.ID, "text": "x", "blocks": []any{
		section(bad + " *" + bad + "* `" + bad + "` ```" + bad + "``` <@" + ana.ID + "> " + link),
		map[string]any{"type": "header", "text": plainText(bad)},
		map[string]any{"type": "markdown", "text": bad + " [x](javascript:window.pwned=6) **" + bad + "**"},
		map[string]any{"type": "actions", "elements": []any{pressable(`"><script>`, "b", bad)}},
	}})
	tab := s.open(1280, 800, ana.ID)
	tab.see("#main .messages", "press me")
	tab.see("#main .messages", `Ana <img src=x`)
	tab.wait(`document.querySelectorAll("#main .message").length === 2`)
	if found := tab.eval(`[...document.querySelectorAll("script:not([src='main.js']), body img, [onerror], [onmouseover], a[href^=javascript], a[href^=data]")].map((e) => e.outerHTML).join()`); found != "" {
		t.Errorf("text became markup: %s", found)
	}
	if pwned := tab.eval(`String(window.pwned)`); pwned != "undefined" {
		t.Errorf("the script %s ran", pwned)
	}
	tab.see("#main .messages a", "a link")
}

func homeAndShortcuts(t *testing.T, s *pageTest) {
	ana := s.ws.AddUser("ana", RealName("Ana Ruiz"))
	general := s.ws.AddChannel("general", "ana").InviteBot()
	ts, err := s.ws.Say(ana.ID, general.ID, "Shall we?", "")
	if err != nil {
		t.Fatal(err)
	}
	permalink := s.call("chat.getPermalink", map[string]any{"channel": general.ID, "message_ts": ts})["permalink"]
	s.call("chat.postMessage", map[string]any{"channel": ana.ID, "text": fmt.Sprintf("Hello, <%s|read on>", permalink)})
	s.answer = func(payload map[string]any) any {
		switch payload["type"] {
		case "shortcut", "message_action":
			s.call("views.open", map[string]any{"trigger_id": payload["trigger_id"], "view": form()})
		}
		return nil
	}
	tab := s.open(1280, 800, ana.ID+"/"+general.ID)
	tab.click("Shortcuts")
	tab.click("Ask people\nHelper")
	if got := s.expect("shortcut")["callback_id"]; got != "global" {
		t.Errorf("the app got the shortcut %v", got)
	}
	tab.click("Cancel")
	tab.eval(`document.querySelector(".message").focus()`)
	tab.click("More actions")
	tab.click("Ask about this\nHelper")
	if payload := s.expect("message_action"); payload["callback_id"] != "message" || payload["message_ts"] != ts {
		t.Errorf("the app got %v on %v, want the message %v", payload["callback_id"], payload["message_ts"], ts)
	}
	tab.click("Cancel")

	tab.eval(`document.querySelector(".message").focus()`)
	tab.click("Reply in thread")
	tab.wait(`document.querySelector("#thread .say")`)
	tab.eval(`document.querySelector("#thread .say").focus()`)
	tab.press("Yes, let us", kb.Enter)
	tab.see("#thread .messages", "Yes, let us")
	tab.see("#main .thread-link", "1 reply")
	tab.click("Close thread")
	tab.wait(`document.querySelector("#thread").hidden`)

	tab.click("Helper, 1 unread")
	tab.see("#main .messages", "Hello")
	tab.click("Home")
	tab.see(".home", "Home is empty")
	s.call("views.publish", map[string]any{"user_id": ana.ID, "view": map[string]any{"type": "home", "blocks": []any{section("*Waiting for you:* nothing")}}})
	tab.see(".home", "Waiting for you: nothing")
	tab.click("Messages")
	tab.click("read on") // a link to a message of the workspace stays in the page
	tab.see("#thread .messages", "Yes, let us")
}
