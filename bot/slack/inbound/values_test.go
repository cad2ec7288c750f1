package inbound

import (
	"encoding/json"
	"reflect"
	"testing"
)

// What was filled in is kept with what was accepted, and read again.
func TestValuesAreKept(t *testing.T) {
	var v, again Values
	const filled = `{"q":{"q":{"type":"plain_text_input","value":"Ship?"}},"w":{"w":{"selected_users":["U1","U2"]}},
		"k":{"k":{"selected_option":{"value":"choice"}}},"r":{"r":{"rich_text_value":{"type":"rich_text","elements":[]}}},"c":{"c":{"selected_conversation":"C1"}}}`
	if err := json.Unmarshal([]byte(filled), &v); err != nil {
		t.Fatal(err)
	}
	kept, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(kept, &again); err != nil || !reflect.DeepEqual(v, again) {
		t.Errorf("%+v became %+v, %v", v, again, err)
	}
	if again.Text("q", "q") != "Ship?" {
		t.Errorf("the question became %q", again.Text("q", "q"))
	}
}
