package render

// Slack's limits, as far as renderers have to mind them. All of them are checked in tests, on everything that can be
// rendered (limits_check_test.go): the library checks none.
const (
	maxMessageChars = 10_000 // over all blocks: an undocumented cap stands somewhere above 11,000

	maxSection    = 3_000
	maxMetadata   = 3_000
	maxInputText  = 3_000
	MaxButtonText = 75
	maxChartLabel = 20
	maxRadio      = 10
	maxButtons    = 5 // ours: more options than these use a form
	maxDigits     = 6 // ours: so many fit beside each other when each is one letter, as the steps of a scale are
)
