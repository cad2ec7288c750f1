package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"
)

// TestTheCrowdAnswersEveryKind of question, as it is asked in the demo.
func TestTheCrowdAnswersEveryKind(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	s, err := demoCommand{}.stage(&program{ctx: ctx, stdout: t.Output(), stderr: t.Output()}, cast)
	if err != nil {
		t.Fatal(err)
	}
	err = s.play(ctx, func(ctx context.Context) error {
		h := hands{s.ws, idOf(s.ws, "ada")}
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
			if !await(ctx, s.ws, there) {
				return fmt.Errorf("ada is not asked: %s", asked)
			}
			question{hands: h, message: m, roll: 51}.answer(ctx, func(string) bool { return false })
			if !await(ctx, s.ws, func() bool { return strings.Contains(h.now(m).Read, "Your answer:") }) {
				t.Errorf("%s is not answered: %s", asked, h.now(m).Read)
			}
		}
		return nil
	})
	if err := s.clear(); err != nil {
		t.Error(err)
	}
	if err != nil {
		t.Error(err)
	}
}
