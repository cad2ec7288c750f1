package phrase

import "fmt"

// Code is the sort of an [Error], for programs. People read its text.
type Code string

// The codes of errors.
const (
	Invalid   Code = "invalid"   // what was typed makes no sense
	NotFound  Code = "not found" // there is no such thing, or none that this person may see
	Forbidden Code = "forbidden" // the person may not do this
	Over      Code = "over"      // the poll does not take this any more
)

// Field is the part of a form that an [Error] is shown beside. Its value is the label in the form.
type Field string

// The fields of the form for asking.
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

// The fields of the form for answering.
const (
	FieldReason     Field = "Reason"
	FieldConfidence Field = "Confidence"
)

// FieldDeputies is the field that says who is whose deputy.
const FieldDeputies Field = "Stand-ins"

// FieldHours is the field with working hours.
const FieldHours Field = "Working hours"

// FieldDeputy is the field that names a deputy.
const FieldDeputy Field = "In your place"

// Error is a sentence for the person who can correct the mistake. Every other error is a fault: it is logged, and the
// person reads only that nothing was saved.
type Error struct {
	Code  Code
	Field Field // the field that it is shown beside; empty: none
	Text  string
	Hints []Hint // what the person can do instead; a surface says how
}

// Hint is something that the person can do. A surface knows how to say it.
type Hint struct {
	Verb Verb
	Of   string // the id of a question or schedule; empty: all of the person's
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
	ToDeputy    Verb = "deputy"    // set who stands in for the person
	ToForget    Verb = "forget"    // remove a saved question
)

// Hint adds something that the person can do instead, and returns the error.
func (e *Error) Hint(v Verb, of string) *Error {
	e.Hints = append(e.Hints, Hint{v, of})
	return e
}

// Error returns the sentence.
func (e *Error) Error() string { return e.Text }

// Mistake returns an error in what was typed, to be shown beside a field.
func Mistake(f Field, format string, args ...any) *Error {
	return &Error{Code: Invalid, Field: f, Text: fmt.Sprintf(format, args...)}
}

// Refusal returns an error that says why something cannot be done, however it is typed.
func Refusal(c Code, format string, args ...any) *Error {
	return &Error{Code: c, Text: fmt.Sprintf(format, args...)}
}
