package render

import (
	"strconv"
	"time"

	"quorum/polls"
	"quorum/polls/worktime"
)

// Time writes an instant so that Slack shows it in each reader's own time zone. Where Slack cannot, it reads in the
// asker's.
func Time(p *polls.Poll, t time.Time) string {
	return "<!date^" + strconv.Itoa(int(t.Unix())) + "^{date_short_pretty} at {time}|" + plainTime(p, t) + ">"
}

func plainTime(p *polls.Poll, t time.Time) string {
	zone := p.Zone
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("Mon 2 Jan 15:04 MST")
}

// ownMoment writes an instant for a person alone, in their own zone; in the asker's, when theirs is not known.
func ownMoment(p *polls.Poll, me polls.Stakeholder, t time.Time) string {
	zone, err := worktime.LoadZone(me.Zone)
	if err != nil || me.Zone == "" {
		return plainTime(p, t)
	}
	return t.In(zone).Format("Mon 2 Jan 15:04 MST")
}

// Date is [Time] of nobody in particular.
func Date(t time.Time) string { return Time(&polls.Poll{}, t) }

// Moment writes an instant as [Time] does, with a zone of its own.
func Moment(t time.Time, zone *time.Location) string {
	return "<!date^" + strconv.Itoa(int(t.Unix())) + "^{date_short_pretty} at {time}|" + t.In(zone).Format("Mon 2 Jan 15:04 MST") + ">"
}
