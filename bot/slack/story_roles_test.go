package slack_test

import (
	"strings"
	"testing"
)

func TestAnAnswerFromTheRightPeopleIsWaitedFor(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.AddGroup("security", "di", "eve")
		card := w.ask("Ship 4.2? @ben @cy @security | quorum: 2, 1 from @security, within 2h")
		w.Channel("releases").ExpectMessage("It takes 2 of 4 answers, and 1 of 2 answers from @security")
		w.User("ada").ExpectEphemeral("1 of 2 answers from @security")
		w.User("ben").ExpectDM("Ship 4.2?", "1 of 2 answers from @security").Click("Yes")
		w.User("cy").ExpectDM("Ship 4.2?").Click("Yes")
		card.ExpectNoReply("")
		w.User("eve").ExpectDM("Ship 4.2?").Click("No")
		card.ExpectReply("Leaning: Yes", "1 of 2 answers from @security")
		if read := w.screen("ben"); strings.Contains(read, "<!subteam^") {
			t.Errorf("the group is pinged:\n%s", read)
		}
	})
}

func TestARoleThatNobodyFillsIsRefusedInTheForm(t *testing.T) {
	t.Parallel()
	bothWays(t, func(w *world) {
		w.AddGroup("security", "di", "eve")
		w.User("ada").Slash("#releases", "/quorum Ship 4.2? @ben @cy | quorum: 1 from @security, within 2h")
		form := w.User("ada").ExpectModal("Ask stakeholders")
		form.Expect("Nobody from @security is asked whose answer counts.")
		form.Fill("Quorum rule", "1 from @Security, with @cy, within 2h").Pick("Who to ask", "ben", "cy", "di")
		form.Expect("the answer from @cy", "the one answer from @security")
		form.Submit().ExpectClosed()
		w.User("di").ExpectDM("Ship 4.2?")
	})
}
