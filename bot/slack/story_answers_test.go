package slack_test

import (
	"testing"

	"quorum/bot/slack/slacksim"
)

// Slack may take no reply with the acknowledgement of a command: what the person is told goes to the response URL.
func TestNothingGoesWithAnAcknowledgement(t *testing.T) {
	t.Parallel()
	story(t, func(w *world) {
		ada := w.User("ada")
		for _, one := range []struct{ typed, told string }{
			{"/quorum Ship? @ben", "Asked"},
			{"/quorum help", "/quorum"},
			{"/quorum status Q77", "Q77"},
			{"/quorum staus Q1", "Did you mean"},
			{"/quorum list", "Ship?"},
		} {
			if trouble := ada.Slash("#releases", one.typed); trouble != "" {
				t.Errorf("%s: ada sees %s", one.typed, trouble)
			}
			ada.ExpectEphemeral(one.told)
		}
		w.Fail("views.open", slacksim.Before, slacksim.Error("expired_trigger_id"))
		ada.Slash("#releases", "/quorum")
		ada.ExpectEphemeral("did not open")
	}, func(l *likeness) { l.sim.NoReplies = true })
}
