package slacksim

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestPage does on the page what people do, in one real browser.
func TestPage(t *testing.T) {
	browser := startBrowser(t)
	for name, story := range map[string]func(*testing.T, *pageTest){
		"messages appear while one looks":         liveMessages,
		"a click reaches the app":                 clickReachesApp,
		"a form keeps what was typed":             formKeepsTyped,
		"menus that the app fills":                suggestedOptions,
		"a form on a form":                        stackedForms,
		"a silent app":                            silentApp,
		"an outsider can join and invite the app": joinAndInvite,
		"a phone's width":                         phoneWidth,
		"the keyboard alone":                      keyboardAlone,
		"hostile names and texts stay text":       hostileText,
		"every kind of block is drawn":            everyBlock,
		"Home, shortcuts and threads":             homeAndShortcuts,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story(t, newStage(t, browser))
		})
	}
}

func liveMessages(t *testing.T, s *pageTest) {
	ana, ben := s.ws.AddUser("ana", RealName("Ana Ruiz")), s.ws.AddUser("ben")
	s.ws.AddChannel("general", "ana", "ben").InviteBot()
	s.ws.AddChannel("random", "ana", "ben").InviteBot()
	a, b := s.open(1280, 800, ana.ID), s.open(1280, 800, ben.ID)
	a.see("#main", "simulated on your machine")
	a.click("Message #general")
	a.press("The *branch* is cut <b>", kb.Enter)
	b.see("#main .messages", "The branch is cut <b>")
	b.wait(`document.querySelector("#main .messages strong")?.innerText === "Ana Ruiz"`)
	b.wait(`document.querySelector("#live").textContent.includes("Ana Ruiz: ")`)
	if _, err := s.ws.Say(ana.ID, "#random", "psst", ""); err != nil {
		t.Fatal(err)
	}
	b.wait(`document.querySelector("[aria-label='channel random, 1 unread'] .count")`)
	b.click("channel random, 1 unread")
	b.see("#main .messages", "psst")
	b.wait(`!document.querySelector(".count")`)
}

func clickReachesApp(t *testing.T, s *pageTest) {
	ana, ben := s.ws.AddUser("ana", RealName("Ana Ruiz")), s.ws.AddUser("ben", RealName("Ben Okafor"))
	s.ws.AddChannel("general", "ana", "ben").InviteBot()
	tab := s.open(1280, 800, ana.ID)
	said := s.call("chat.postMessage", map[string]any{"channel": ben.ID, "text": "Ship?", "blocks": question("Ship 4.2 on Friday?")})
	tab.wait(`document.querySelector("[aria-label='Be Ben Okafor (something is waiting)'] .dot")`)
	tab.click("Be Ben Okafor (something is waiting)")
	tab.see("#main .messages", "Ship 4.2 on Friday?")
	tab.click("Yes")

	payload := s.expect("block_actions")
	action := payload["actions"].([]any)[0].(map[string]any)
	user, container := payload["user"].(map[string]any), payload["container"].(map[string]any)
	if user["id"] != ben.ID || action["action_id"] != "yes" || action["value"] != "P1/yes" || action["block_id"] != "answers" || action["type"] != "button" {
		t.Errorf("the app got %v of %v", action, user)
	}
	if container["type"] != "message" || container["message_ts"] != said["ts"] || container["channel_id"] != said["channel"] {
		t.Errorf("the click came from %v, the message is %v", container, said["ts"])
	}

	s.call("chat.update", map[string]any{"channel": said["channel"], "ts": said["ts"], "text": "Recorded", "blocks": []any{section("Recorded: *Yes*")}})
	tab.see("#main .messages", "Recorded: Yes")
	tab.see("#main .messages", "(edited)")
	tab.wait(`document.activeElement.closest(".message")`) // the focus stays where the button was

	s.call("chat.postMessage", map[string]any{"channel": ben.ID, "text": "Sure?", "blocks": question("Drop the table?")})
	tab.see("#main .messages", "Drop the table?")
	tab.click("More choices")
	tab.click("Conflict of interest")
	action = s.expect("block_actions")["actions"].([]any)[0].(map[string]any)
	if option, _ := action["selected_option"].(map[string]any); option["value"] != "conflict" {
		t.Errorf("the app got %v", action)
	}
	tab.click("No")
	tab.see("dialog", "Are you certain?")
	tab.click("Back")
	tab.click("No")
	tab.click("Certain")
	if action = s.expect("block_actions")["actions"].([]any)[0].(map[string]any); action["value"] != "P1/no" {
		t.Errorf("after confirming the app got %v", action)
	}
}

// form is a modal with most kinds of field.
func form(extra ...any) map[string]any {
	return map[string]any{
		"type": "modal", "callback_id": "ask", "title": plainText("Ask people"), "submit": plainText("Ask"), "close": plainText("Cancel"),
		"blocks": append(extra,
			field("question", "Question", map[string]any{"type": "plain_text_input", "action_id": "q"}),
			field("who", "Who to ask", map[string]any{"type": "multi_users_select", "action_id": "w"}),
			field("kind", "Kind of answer", map[string]any{"type": "radio_buttons", "action_id": "k", "options": []any{choice("Yes or no", "yn"), choice("One of several", "choice")}}),
			field("rule", "Quorum rule", map[string]any{"type": "plain_text_input", "action_id": "r", "initial_value": "9 of 2"})),
	}
}

func formKeepsTyped(t *testing.T, s *pageTest) {
	ana := s.ws.AddUser("ana")
	ben := s.ws.AddUser("ben", RealName("Ben Okafor"))
	s.ws.AddChannel("general", "ana", "ben").InviteBot()
	tries := 0
	s.answer = func(payload map[string]any) any {
		switch payload["type"] {
		case nil:
			s.call("views.open", map[string]any{"trigger_id": payload["trigger_id"], "view": form()})
		case "view_submission":
			if tries++; tries == 1 {
				return map[string]any{"response_action": "errors", "errors": map[string]string{"rule": "A rule can ask for at most 2 of 2."}}
			}
		}
		return nil
	}
	tab := s.open(1280, 800, ana.ID)
	tab.click("Message #general")
	tab.press("/ask", kb.Enter)
	if command := s.expectCommand(); command["command"] != "/ask" || command["text"] != "" {
		t.Errorf("the app got the command %v", command)
	}
	tab.see("dialog h2", "Ask people")
	tab.wait(`document.activeElement.labels?.[0].innerText === "Question"`)
	tab.press("Ship 4.2?")
	tab.click("Who to ask")
	tab.press("oka")
	tab.click("Ben Okafor")
	tab.press(kb.Escape)
	tab.click("One of several")
	tab.click("Ask")

	tab.see(".field.wrong .error", "A rule can ask for at most 2 of 2.")
	tab.wait(`document.activeElement.labels?.[0].innerText === "Quorum rule" && document.activeElement.ariaInvalid === "true"`)
	tab.wait(`document.getElementById(document.activeElement.getAttribute("aria-describedby")).innerText.includes("at most 2 of 2")`)
	tab.wait(`document.activeElement.closest(".field").querySelector(".label").innerText === "Quorum rule"`)

	// The app changes the form while the user types in it.
	view := s.ws.Snapshot(ana.ID).Views[0]
	button := map[string]any{"type": "actions", "elements": []any{pressable("Preview", "preview", "1")}}
	tab.press(kb.End, kb.Backspace, "3 within 2h")
	s.call("views.update", map[string]any{"view_id": view.ID, "view": form(section("Two people will be asked."), button)})
	tab.see("dialog", "Two people will be asked.")
	for label, want := range map[string]string{"Question": "Ship 4.2?", "Quorum rule": "9 of 3 within 2h"} {
		if got := tab.eval(fmt.Sprintf(`[...document.querySelectorAll("dialog input")].find((e) => e.labels?.[0]?.innerText === %q).value`, label)); got != want {
			t.Errorf("after the update %s holds %q, want %q", label, got, want)
		}
	}
	tab.wait(`document.activeElement.labels?.[0].innerText === "Quorum rule"`)
	tab.wait(`document.querySelector("dialog .chip").innerText === "Ben Okafor" && document.querySelector("dialog input[value=choice]").checked`)

	tab.click("Preview") // a click in a form also sends what is typed
	preview := s.expect("block_actions")
	if typed := jsonOf(preview["view"].(map[string]any)["state"]); !strings.Contains(typed, `"9 of 3 within 2h"`) || !strings.Contains(typed, ben.ID) {
		t.Errorf("the click came with %s", typed)
	}
	tab.clickOn(`[...document.querySelectorAll("dialog input")].find((e) => e.value === "9 of 3 within 2h")`)
	tab.eval(`document.activeElement.select()`)
	tab.press(kb.Backspace) // an emptied field is empty; its initial value does not come back
	tab.click("Ask")
	tab.wait(`document.querySelector(".field.wrong .label")?.innerText === "Quorum rule"`)
	tab.press("9 of 3 within 2h")
	tab.click("Ask")
	tab.wait(`!document.querySelector("dialog")`)
	payload := s.expect("view_submission")
	values := payload["view"].(map[string]any)["state"].(map[string]any)["values"]
	for path, want := range map[string]string{
		"question/q": `"value":"Ship 4.2?"`, "rule/r": `"value":"9 of 3 within 2h"`,
		"who/w": `"selected_users":["` + ben.ID + `"]`, "kind/k": `"value":"choice"`,
	} {
		block, action, _ := strings.Cut(path, "/")
		raw, _ := json.Marshal(values.(map[string]any)[block].(map[string]any)[action])
		if !strings.Contains(string(raw), want) {
			t.Errorf("%s was submitted as %s, want %s", path, raw, want)
		}
	}
}

func suggestedOptions(t *testing.T, s *pageTest) {
	ana := s.ws.AddUser("ana")
	s.ws.AddChannel("general", "ana").InviteBot()
	typedOn := make(chan struct{}) // closed when the last letter has arrived
	s.answer = func(payload map[string]any) any {
		switch payload["type"] {
		case nil:
			s.call("views.open", map[string]any{"trigger_id": payload["trigger_id"], "view": map[string]any{
				"type": "modal", "title": plainText("Groups"), "submit": plainText("Take"),
				"blocks": []any{field("groups", "Groups", map[string]any{"type": "multi_external_select", "action_id": "g", "min_query_length": 2})},
			}})
		case "block_suggestion":
			if payload["value"] == "api" {
				close(typedOn)
			}
			<-typedOn // the answer to the first search comes last and must not show
			return map[string]any{"options": []any{choice("@security", "S1"), choice("@"+fmt.Sprint(payload["value"])+"-team", "S2")}}
		}
		return nil
	}
	tab := s.open(1280, 800, ana.ID)
	tab.click("Ask")
	tab.click("Groups")
	tab.see("[role=listbox]", "Type 2 letters to search.")
	tab.press("api")
	tab.click("@api-team")
	tab.wait(`document.querySelector(".chip").innerText === "@api-team"`)
	tab.press(kb.Escape)
	tab.click("Take")
	payload := s.expect("view_submission")
	raw, _ := json.Marshal(payload["view"].(map[string]any)["state"])
	if !strings.Contains(string(raw), `"value":"S2"`) || strings.Contains(string(raw), `"value":"S1"`) {
		t.Errorf("submitted %s", raw)
	}
}

func stackedForms(t *testing.T, s *pageTest) {
	ana := s.ws.AddUser("ana")
	s.ws.AddChannel("general", "ana").InviteBot()
	more := map[string]any{"type": "actions", "elements": []any{pressable("More", "more", "1")}}
	s.answer = func(payload map[string]any) any {
		view, method := form(more), "views.open"
		if payload["type"] == "block_actions" {
			view, method = map[string]any{"type": "modal", "title": plainText("Details"), "blocks": []any{section("Nothing more.")}}, "views.push"
		}
		if payload["type"] != "view_closed" {
			s.call(method, map[string]any{"trigger_id": payload["trigger_id"], "view": view})
		}
		return nil
	}
	tab := s.open(1280, 800, ana.ID)
	tab.click("Ask")
	tab.see("dialog h2", "Ask people")
	tab.clickOn(`[...document.querySelectorAll("dialog input")].find((e) => e.labels?.[0]?.innerText === "Question")`)
	tab.press("Ship it?")
	tab.click("More")
	tab.see("dialog h2", "Details")
	tab.click("Back")
	tab.see("dialog h2", "Ask people")
	tab.wait(`[...document.querySelectorAll("dialog input")].find((e) => e.labels?.[0]?.innerText === "Question").value === "Ship it?"`)
	tab.click("More")
	tab.see("dialog h2", "Details")
	tab.eval(`document.querySelector("dialog .shut").click()`) // the X closes all forms
	tab.wait(`!document.querySelector("dialog")`)
}

func silentApp(t *testing.T, s *pageTest) {
	ana := s.ws.AddUser("ana")
	s.ws.AddChannel("general", "ana").InviteBot()
	s.ws.CallbackTo("http://127.0.0.1:1", nil) // nobody listens there
	tab := s.open(1280, 800, ana.ID)
	tab.click("Message #general")
	tab.press("/ask Is anybody there?", kb.Enter)
	tab.see("#toasts", "/ask failed with the error “dispatch_failed”: the app did not answer.")
	tab.wait(`document.querySelector("#main .say").value === "/ask Is anybody there?"`) // typed text is not lost
	tab.click("Dismiss")
	tab.wait(`!document.querySelector(".toast")`)
}

func joinAndInvite(t *testing.T, s *pageTest) {
	ana, ben := s.ws.AddUser("ana"), s.ws.AddUser("ben")
	s.ws.AddChannel("general", "ana").InviteBot()
	ops := s.ws.AddChannel("ops", "ben")
	tab := s.open(1280, 800, ana.ID+"/"+ops.ID)
	tab.see(".outside", "You are not in #ops.")
	tab.wait(`document.querySelector(".conv[aria-label=Helper]")`) // although the app has not written yet
	tab.click("Join")
	tab.wait(find("Message #ops")) // the page has moved to make room for it
	tab.click("Invite Helper")
	tab.see(".welcome", "Then be one of the people asked")
	conv := s.ws.Snapshot(ben.ID).Channels[1]
	if len(conv.Members) != 3 || !conv.BotIn {
		t.Errorf("#ops has the members %v, want ben, ana and the app", conv.Members)
	}
	tab.click("Message #ops")
	tab.press("/invite @nobody", kb.Enter)
	tab.see("#toasts", "nobody is called @nobody")
}
