package phrase

import "fmt"

// Code says what sort of mistake an [Error] is about, for programs; people read its text.
type Code string

// The codes of errors that people are told about.
const (
	Invalid   Code = "invalid"   // what was typed cannot be meant
	NotFound  Code = "not found" // no such poll, or none that this person may see
	Forbidden Code = "forbidden" // the person may not do this
	Over      Code = "over"      // the poll no longer takes this
)

// Field names the part of the form that an [Error] belongs beside; the labels are those of the form.
type Field string

// The fields of the form in which a poll is asked.
const (
	FieldQuestion Field = "Question"
	FieldContext  Field = "Context"
	FieldAsked    Field = "Who to ask"
	FieldKind     Field = "Kind of answer"
	FieldOptions  Field = "Options"
	FieldRule     Field = "Quorum rule"
	FieldPass     Field = "Pass rule"
	FieldBriefs   Field = "Briefs"
	FieldEvery    Field = "Repeat"
)

// The fields beside which a mistake in an answer belongs.
const (
	FieldReason     Field = "Reason"
	FieldConfidence Field = "Confidence"
)

// FieldDeputies is the field beside which a mistake in saying who stands in for whom belongs.
const FieldDeputies Field = "Stand-ins"

// FieldHours is the field beside which a mistake in saying when somebody works belongs.
const FieldHours Field = "Working hours"

// FieldDeputy is the field beside which a mistake in naming a deputy belongs.
const FieldDeputy Field = "In your place"

// Error is a sentence for the person who can mend it. Every other error is a fault: it is logged, and the person reads
// only that nothing was saved.
type Error struct {
	Code  Code
	Field Field // where in the form it belongs; empty if nowhere
	Text  string
	Hints []Hint // what the person can do instead; a surface says how
}

// Hint is something that a person can have done. A surface knows the words with which one asks for it.
type Hint struct {
	Verb Verb
	Of   string // the id of a question or a schedule; empty when it is about all that are the person's
}

// Verb is what a [Hint] does.
type Verb string

// The verbs of hints.
const (
	ToList      Verb = "list"      // show the person's questions
	ToSchedules Verb = "schedules" // show the person's schedules
	ToReopen    Verb = "reopen"    // ask a question again
	ToClose     Verb = "close"     // end a question
	ToAdd       Verb = "add"       // ask more people
	ToLower     Verb = "lower"     // change the rule of a question
	ToResume    Verb = "resume"    // let a schedule ask again
	ToEdit      Verb = "edit"      // change what a schedule asks, or when
)

// Hint returns the error with something that the person can do instead.
func (e *Error) Hint(v Verb, of string) *Error {
	e.Hints = append(e.Hints, Hint{v, of})
	return e
}

// Error returns the sentence.
func (e *Error) Error() string { return e.Text }

// Mistake returns a mistake in what was typed, to be shown beside a field.
func Mistake(f Field, format string, args ...any) *Error {
	return &Error{Code: Invalid, Field: f, Text: fmt.Sprintf(format, args...)}
}

// Refusal returns why something cannot be done, which has nothing to do with how it was typed.
func Refusal(c Code, format string, args ...any) *Error {
	return &Error{Code: c, Text: fmt.Sprintf(format, args...)}
}
