package slack_test

import (
	"strings"
	"testing"
)

func TestWhatOnlySomeAreTold(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.AddGroup("security", "di", "eve")
		card := w.ask("Open the port? @ben @cy @security | quorum: 2, within 2h | brief @security: It is 8443, see <https://x.test> | brief @ben: You own the firewall.")
		w.User("di").ExpectDM("For @security: It is 8443", "Open the port?").Click("Yes")
		ben := w.User("ben").ExpectDM("For @ben: You own the firewall.", "Open the port?")
		if strings.Contains(ben.Read(), "8443") || strings.Contains(w.User("cy").ExpectDM("Open the port?").Read(), "For @") {
			t.Error("somebody reads what is for others")
		}
		ben.Click("Yes")
		card.ExpectReply("Told something in addition: @security and @ben.")
		if read := w.screen("cy"); strings.Contains(read, "8443") {
			t.Errorf("cy reads %s", read)
		}

		ada := w.User("ada")
		ada.Slash("#releases", "/quorum Close it? @ben @cy | quorum: 2 from @security, within 2h | brief @security: It is 8443.")
		form := ada.ExpectModal("Ask stakeholders").Expect("Nobody who is asked is @security, so nobody would read that brief.")
		form.ExpectValue("Briefs", "@security: It is 8443.").ExpectValue("Quorum rule", "2 from @security, within 2h")
		form.Fill("Briefs", "It is 8443.").Submit().ExpectError("Briefs", "Begin with whom it is for")
		form.Pick("Who to ask", "di", "eve").Fill("Briefs", "@Security: It is 8443.\nAnd UDP.").Submit().ExpectClosed()
		w.User("eve").ExpectDM("Close it?", "For @security: It is 8443.", "And UDP.")
	})
}
