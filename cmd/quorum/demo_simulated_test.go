package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// TestTheCrowdAnswersEveryKind asks each kind of question in the demo; a simulated person must answer it.
func TestTheCrowdAnswersEveryKind(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	s, err := demoCommand{}.newSandbox(&program{ctx: ctx, stdout: t.Output(), stderr: t.Output()}, addDemoPeople)
	if err != nil {
		t.Fatal(err)
	}
	err = s.run(ctx, func(ctx context.Context) error {
		h := screen{s.ws, idOf(s.ws, "ada")}
		for _, kind := range []string{
			"multi | options: red, green", "rank | options: red, green, blue", "fist", "estimate | options: days", "probability", "text",
			"dates | options: Mon 14:00, Tue 10:00", "consent",
		} {
			asked := "Is it " + strings.Fields(kind)[0] + "?"
			if err := s.ws.Slash(idOf(s.ws, firstAsker), s.ws.Channel(firstChannel).ID, "/quorum "+asked+" @ada | kind: "+kind); err != nil {
				return err
			}
			var m slacksim.Message
			there := func() bool {
				for _, c := range s.ws.Snapshot(h.user).DMs {
					for _, one := range c.Messages {
						if strings.Contains(one.Read, asked) {
							m = one
						}
					}
				}
				return m.TS != ""
			}
			if !waitUntil(ctx, s.ws, there) {
				return fmt.Errorf("ada is not asked: %s", asked)
			}
			question{screen: h, message: m, roll: 51}.answer(ctx, func(string) bool { return false })
			if !waitUntil(ctx, s.ws, func() bool { return strings.Contains(h.current(m).Read, "Your answer:") }) {
				t.Errorf("%s is not answered: %s", asked, h.current(m).Read)
			}
		}
		return nil
	})
	if err := s.close(); err != nil {
		t.Error(err)
	}
	if err != nil {
		t.Error(err)
	}
}
