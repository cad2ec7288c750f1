package slacksim

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// window returns one page of n items: its bounds, and the cursor of the next page, which is empty at the end.
func window(a args, n, def, most int) (from, to int, next string, bad *refusal) {
	if c := a.str("cursor"); c != "" {
		raw, err := base64.StdEncoding.DecodeString(c)
		at, ok := strings.CutPrefix(string(raw), "at:")
		if from, _ = strconv.Atoi(at); err != nil || !ok || from < 0 || from > n {
			return 0, 0, "", refuse("invalid_cursor")
		}
	}
	limit := a.num("limit", def)
	if limit <= 0 {
		limit = def
	}
	if to = from + min(limit, most); to >= n {
		return from, n, "", nil
	}
	return from, to, base64.StdEncoding.EncodeToString([]byte("at:" + strconv.Itoa(to))), nil
}

func nextCursor(cursor string) map[string]any { return map[string]any{"next_cursor": cursor} }
