package polls

import "time"

// Doubtful is the chance below which an asker is told that a quorum has become unlikely.
const Doubtful = 0.5

// Doubt records that the quorum has become unlikely, when its chance is below [Doubtful], so that the asker is told while something can be done
// about it. Nobody is told twice, nor when it is impossible anyway.
func (p *Poll) Doubt(now time.Time, chance float64) []Event {
	if p.Phase != PhaseOpen || p.overdue(now) || p.doubted || p.stuck || chance >= Doubtful {
		return nil
	}
	return []Event{p.record(now, "", Doubted{Percent: percentOf(chance)})}
}

// doubtNotes tell the asker that a quorum has become unlikely, and keep that up to date.
func (p *Poll) doubtNotes(e Event) []Notice {
	at := e.At
	switch e.Fact.(type) {
	case Doubted:
	case Published:
		at = at.Add(CardPace) // when it is known where the summary stands
	case Joined, Amended, Cancelled:
	default:
		return nil
	}
	if !p.doubted {
		return nil
	}
	return []Notice{p.toAsker(NoticeDoubt, "doubt", at)}
}
