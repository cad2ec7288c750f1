package slacksim

import "encoding/json"

// blocksValidate is blocks.validate. It looks at a message or a view, and posts and opens nothing.
func blocksValidate() method {
	return method{name: "blocks.validate", tier: tier4(), run: func(ws *Workspace, a args) (reply, *refusal) {
		raw := a.raw("view")
		if len(raw) > 0 {
			_, _, bad := checkView(raw, "modal")
			return reply{}, bad
		}
		var m struct {
			Blocks json.RawMessage `json:"blocks"`
		}
		if err := json.Unmarshal(a.raw("message"), &m); err != nil {
			return nil, refuse("invalid_arguments")
		}
		_, bad := ws.messageBlocks(m.Blocks)
		return reply{}, bad
	}}
}
