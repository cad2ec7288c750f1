package kind

import "quorum/polls/phrase"

// MaxText is how long an answer in people's own words may be, in characters.
const MaxText = 2000

// words asks for an answer in people's own words. What they mean is for the reader to say.
type words struct{ defaults }

func (words) Name() string              { return "text" }
func (words) Choices([]string) []string { return nil }
func (words) Way() Way                  { return Words }
func (words) Shuffled() bool            { return false }
func (words) Quick(Ballots) bool        { return true }
func (words) Check(options []string) error {
	return checkNoOptions("A question answered in words", options)
}

func (words) Read(_ []string, text string) (string, error) {
	text = phrase.Clean(text)
	if text == "" {
		return "", phrase.Mistake("", "Write your answer, or choose No opinion.")
	}
	if n := len([]rune(text)); n > MaxText {
		return "", phrase.Mistake("", "The answer has %d characters; at most %d fit. Shorten it.", n, MaxText)
	}
	return text, nil
}

func (words) Weigh(b Ballots) Finding {
	return Finding{Unranked: true, Result: b.countWords("answer", "answers") + " in people's own words"}
}
