package polls

import "strconv"

// Topic is what a notice is about, and what time has something to change in: a poll, a schedule or a person.
type Topic struct {
	Kind      TopicKind
	Workspace string
	Number    int64  // of the poll or the schedule; 0 for a person
	Person    Person // empty for a poll and a schedule
}

// TopicKind says what a topic is.
type TopicKind string

// The kinds of topic.
const (
	AboutPoll     TopicKind = "poll"
	AboutSchedule TopicKind = "schedule"
	AboutPerson   TopicKind = "person"
)

// Topic returns the poll as the topic of a notice.
func (id ID) Topic() Topic { return Topic{Kind: AboutPoll, Workspace: id.Workspace, Number: id.Number} }

// Poll returns the id of the poll that the topic is; it is of no use for other kinds.
func (t Topic) Poll() ID { return ID{Workspace: t.Workspace, Number: t.Number} }

// Key returns a name that is unique among all topics: "T024BE7LD/12", "T024BE7LD/S2" or "T024BE7LD/U123".
func (t Topic) Key() string {
	switch t.Kind {
	case AboutSchedule:
		return t.Workspace + "/S" + strconv.FormatInt(t.Number, 10)
	case AboutPerson:
		return t.Workspace + "/" + string(t.Person)
	case AboutPoll:
	}
	return t.Poll().Key()
}
