package slack

import (
	"time"

	"quorum/polls"
)

// sayTime writes an instant so that Slack shows it in each reader's own time zone. Where Slack cannot, it reads in the
// asker's.
func sayTime(p *polls.Poll, t time.Time) string {
	return "<!date^" + itoa(int(t.Unix())) + "^{date_short_pretty} at {time}|" + plainTime(p, t) + ">"
}

func plainTime(p *polls.Poll, t time.Time) string {
	zone := p.Zone
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("Mon 2 Jan 15:04 MST")
}

// dateOf is [sayTime] of nobody in particular.
func dateOf(t time.Time) string { return sayTime(&polls.Poll{}, t) }

// sayMoment writes an instant as [sayTime] does, with a zone of its own.
func sayMoment(t time.Time, zone *time.Location) string {
	return "<!date^" + itoa(int(t.Unix())) + "^{date_short_pretty} at {time}|" + t.In(zone).Format("Mon 2 Jan 15:04 MST") + ">"
}
