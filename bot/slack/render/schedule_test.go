package render

import (
	"slices"
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/webapi"
	"quorum/polls"
	"quorum/polls/schedule"
	"quorum/polls/worktime"

	slackgo "github.com/slack-go/slack"
)

// weekly is what ana has asked each Monday.
func weekly(t *testing.T) schedule.Schedule {
	t.Helper()
	d, err := polls.ParseDraft("How is the *release* of R&D? " + mention(ben, cyn) + " <!subteam^S0SECURITY> | quorum: 2 | every: mon 09:00")
	if err != nil {
		t.Fatal(err)
	}
	s, err := schedule.New(monday(), schedule.ID{Workspace: "T024BE7LD", Number: 2}, ana, "C0SHIP", d, worktime.Calendar{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// repeat is a schedule as its asker reads of it.
type repeat struct {
	schedule schedule.Schedule
	plan     polls.Plan
	people   []polls.Invite
	notes    []string
}

func (r repeat) shown(s Scene) webapi.Message {
	return s.Scheduled(r.schedule, r.plan, r.people, r.notes)
}

func scheduleScenes() []shown {
	asks := func(t *testing.T) repeat {
		s := weekly(t)
		p := ship(t).p
		var people []polls.Invite
		for _, one := range p.Stakeholders() {
			people = append(people, one.Invite)
		}
		return repeat{s, polls.Plan{Rule: p.Rule, Standing: p.Standing()}, people, []string{"@gus has left the workspace and was not asked."}}
	}
	round := func(s *story, before polls.Round) *story {
		before.Schedule, before.At = 2, monday().AddDate(0, 0, -7)
		before.Card = polls.Place{Channel: "C0SHIP", Message: "1780000000.000200"}
		s.p.Round = &before
		return s
	}
	yes := polls.Round{Before: 7, Leader: "Yes", Outcome: "Yes, 4 to 1"}
	return []shown{
		{"reply-scheduled", func(t *testing.T) any { return asks(t).shown(eyes(monday())) }},
		{"reply-scheduled-paused", func(t *testing.T) any {
			a := asks(t)
			if err := a.schedule.Pause(polls.Actor{Person: ana}); err != nil {
				t.Fatal(err)
			}
			return a.shown(eyes(monday()))
		}},
		{"reply-schedules", func(t *testing.T) any {
			next, paused, skipped := weekly(t), weekly(t), weekly(t)
			by := polls.Actor{Person: ana}
			if paused.Pause(by) != nil || skipped.Skip(monday(), by) != nil {
				t.Fatal("it was refused")
			}
			next.Last, next.LastAt = 12, monday()
			return eyes(monday()).Schedules([]schedule.Schedule{next, paused, skipped}, ben, 0, "/quorum")
		}},
		{"reply-schedules-page", func(t *testing.T) any {
			return eyes(monday()).Schedules(slices.Repeat([]schedule.Schedule{weekly(t)}, 32), ben, 20, "/quorum")
		}},
		{"reply-schedules-none", func(*testing.T) any { return eyes(monday()).Schedules(nil, ben, 0, "/quorum") }},
		{"note-schedule", func(t *testing.T) any {
			s := weekly(t)
			turn, _ := s.Turn(s.Next)
			s.Fail(s.Next, turn, "@gus has left the workspace and was not asked. Name somebody else.")
			return eyes(monday()).ScheduleNotice(s.Notice.Detail)
		}},
		{"card-round-first", cardOf(func(t *testing.T) *story { return round(ship(t), polls.Round{}) })},
		{"card-round", cardOf(func(t *testing.T) *story { return round(ship(t), yes) })},
		{"card-round-published", cardOf(func(t *testing.T) *story { return round(decided(t), yes) })},
		{"summary-round", func(t *testing.T) any {
			s := round(decided(t), polls.Round{Before: 7, Leader: "No", Outcome: "No, 3 of 3 answers"})
			return s.eyes().Summary(s.p)
		}},
	}
}

// repeated is a schedule of what a poll asks, of everybody whom it asks.
func repeated(p *polls.Poll) repeat {
	d := p.Redraft()
	d.Every = "0 9 1 * *"
	s, err := schedule.New(p.OpenedAt, schedule.ID{Workspace: p.ID.Workspace, Number: 2}, p.Asker, p.Channel, d, worktime.Calendar{})
	if err != nil {
		panic(err)
	}
	a := repeat{schedule: s, plan: polls.Plan{Rule: p.Rule, Standing: p.Standing()}, notes: []string{p.Context, p.Question}}
	for _, one := range p.Stakeholders() {
		a.people = append(a.people, one.Invite)
	}
	return a
}

// thirty are more schedules than a list shows.
func thirty(a repeat) []schedule.Schedule {
	s := a.schedule
	s.Last, s.LastAt, s.Skipped = 7, time.Unix(0, 0), s.Next
	return slices.Repeat([]schedule.Schedule{s}, 30)
}

// TestALongWordFits checks that a notice of many long lines is cut to what one message holds.
func TestALongWordFits(t *testing.T) {
	word := eyes(monday()).ScheduleNotice(strings.Repeat(strings.Repeat("<@U0BEN> ", 300)+"\n", 30))
	if err := checkAny(word); err != nil {
		t.Error(err)
	}
	if last := word.Blocks[len(word.Blocks)-1].(*slackgo.SectionBlock).Text.Text; !strings.HasSuffix(last, "…") {
		t.Errorf("it is cut and does not say so: …%s", last[len(last)-20:])
	}
}
