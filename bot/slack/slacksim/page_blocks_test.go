package slacksim

// Blocks for the tests of the page.

func plainText(s string) map[string]any { return map[string]any{"type": "plain_text", "text": s} }

func mrkdwnText(s string) map[string]any { return map[string]any{"type": "mrkdwn", "text": s} }

func section(s string) map[string]any {
	return map[string]any{"type": "section", "text": mrkdwnText(s)}
}

func choice(label, value string) map[string]any {
	return map[string]any{"text": plainText(label), "value": value}
}

func field(id, label string, element map[string]any) map[string]any {
	return map[string]any{"type": "input", "block_id": id, "label": plainText(label), "element": element}
}

func pressable(label, id, value string) map[string]any {
	return map[string]any{"type": "button", "text": plainText(label), "action_id": id, "value": value}
}

// question is a message with buttons: Yes, No with a confirmation, and a menu with the ways out.
func question(text string) []any {
	no := pressable("No", "no", "P1/no")
	no["style"] = "danger"
	no["confirm"] = map[string]any{
		"title": plainText("Are you certain?"), "text": plainText("It blocks the release."), "confirm": plainText("Certain"), "deny": plainText("Back"),
	}
	ways := []any{choice("No opinion", "none"), choice("Conflict of interest", "conflict")}
	return []any{
		section("*" + text + "*"),
		map[string]any{"type": "actions", "block_id": "answers", "elements": []any{
			pressable("Yes", "yes", "P1/yes"), no, map[string]any{"type": "overflow", "action_id": "ways", "options": ways},
		}},
	}
}
