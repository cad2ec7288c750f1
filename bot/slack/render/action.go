package render

import (
	"strconv"
	"strings"

	"quorum/polls"
)

// What controls carry. Every control that the bot puts into a message or the App Home is written by this file and read
// back by [ReadAct]; nothing else knows how.
//
//	control            action_id        value
//	an option          choose/0, …/1    T024BE7LD/12|Yes      poll key, then the option's label
//	Answer             answer           T024BE7LD/12          opens the form
//	Change             change           T024BE7LD/12          shows the options again
//	Keep it            keep             T024BE7LD/12          back to what was recorded
//	Add a reason       reason           T024BE7LD/12          opens the form
//	Answer after all   back             T024BE7LD/12          takes a way out back
//	Ask somebody …     deputy           T024BE7LD/12          opens the form for naming a deputy
//	Add people         add              T024BE7LD/12          opens the form for asking further people
//	Lower the rule     lower            T024BE7LD/12          opens the form for another rule
//	Close now          close            T024BE7LD/12          ends the poll
//	Reopen             reopen           T024BE7LD/12          asks the same people again
//	the menu           menu             T024BE7LD/12|not me   poll key, then the state to move to; "pending" takes
//	                                                          the answer back; after the summary "reason" and "late"
//	Edit               edit             the request's key     opens the form for asking, with what was typed
//	Ask (App Home)     ask              –                     opens the form for asking
//	Show more, Back    page/next, …     2|1                   which part of each list the App Home then shows
//
// The number after the slash only tells the buttons of one row apart. A poll key is at most 40 characters, a label at
// most 75, a state at most 20: values stay below the 150 that a menu allows.
const (
	actChoose = "choose"
	actAnswer = "answer"
	actChange = "change"
	actKeep   = "keep"
	actReason = "reason"
	actBack   = "back"
	actMenu   = "menu"
	actAsk    = "ask"
	actDeputy = "deputy"
	actAdd    = "add"
	actLower  = "lower"
	actClose  = "close"
	actReopen = "reopen"
	actPage   = "page"
	actEdit   = "edit"
)

// What the menu holds after the summary instead of a state.
const (
	menuReason = "reason" // opens the form for a reason
	menuLate   = "late"   // opens the form for answering
)

// The callback ids of the forms. The form for asking keeps in its private metadata what its fields cannot hold; the
// form for answering has the poll's key there.
const (
	FormAsk    = "ask"
	FormAnswer = "answer"
	FormDeputy = "deputy"
	FormAdd    = "add"
	FormLower  = "lower"
	FormReason = "reason"
)

// ActKind is what the person who used a control wants.
type ActKind int

const (
	wantsNothing  ActKind = iota
	WantsAskForm          // open the form for asking
	WantsForm             // open the form for answering
	WantsReason           // open the form for a reason
	WantsChange           // show the options again
	WantsKeep             // show what was recorded
	WantsChoice           // record Choice
	WantsWayOut           // record Way
	WantsWithdraw         // be pending again
	WantsDeputy           // open the form for naming a deputy
	WantsAdd              // open the form for asking further people
	WantsLower            // open the form for another rule
	WantsClose            // end the poll
	WantsReopen           // ask the same people again
	WantsPage             // show Page of the App Home
	WantsEdit             // open the form for asking with what Request has
)

// Act is a control that was used, read back.
type Act struct {
	Kind   ActKind
	Poll   polls.ID
	Choice string      // the label, for wantsChoice
	Way    polls.State // for wantsWayOut
	Page   HomePage    // for wantsPage

	Request string // the key of what was accepted, for wantsEdit
}

// ReadAct reads what a control carries; ok is false for what is none of ours, such as a link that looks like a button
// or a message of a newer version.
func ReadAct(actionID, value string) (a Act, ok bool) {
	name, _, _ := strings.Cut(actionID, "/")
	if name == actAsk {
		return Act{Kind: WantsAskForm}, true
	}
	if name == actEdit {
		return Act{Kind: WantsEdit, Request: value}, value != ""
	}
	key, rest, _ := strings.Cut(value, "|")
	if name == actPage {
		return readPage(key, rest)
	}
	id, err := polls.ParseKey(key)
	if err != nil {
		return Act{}, false
	}
	a.Poll = id
	switch name {
	case actChoose:
		a.Kind, a.Choice = WantsChoice, rest
		return a, rest != ""
	case actMenu:
		return readWay(a, polls.State(rest))
	}
	a.Kind, ok = actKinds()[name]
	return a, ok
}

func actKinds() map[string]ActKind {
	return map[string]ActKind{
		actAnswer: WantsForm, actReason: WantsReason, actChange: WantsChange, actKeep: WantsKeep, actBack: WantsWithdraw,
		actDeputy: WantsDeputy, actAdd: WantsAdd, actLower: WantsLower, actClose: WantsClose, actReopen: WantsReopen,
	}
}

func readPage(waiting, asked string) (a Act, ok bool) {
	a.Kind = WantsPage
	a.Page.Waiting, ok = PageNumber(waiting)
	if ok {
		a.Page.Asked, ok = PageNumber(asked)
	}
	return a, ok
}

// PageNumber reads the number of a page, from 1.
func PageNumber(text string) (n int, ok bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n > 0 && n < 1_000_000
}

func readWay(a Act, to polls.State) (Act, bool) {
	switch to {
	case menuReason:
		a.Kind = WantsReason
	case menuLate:
		a.Kind = WantsForm
	case polls.Pending:
		a.Kind = WantsWithdraw
	case polls.NoOpinion, polls.Recused, polls.NotMe:
		a.Kind, a.Way = WantsWayOut, to
	default:
		return Act{}, false
	}
	return a, true
}

func chooseID(i int) string { return actChoose + "/" + strconv.Itoa(i) }

func chooseValue(id polls.ID, choice string) string { return id.Key() + "|" + choice }

func menuValue(id polls.ID, to polls.State) string { return id.Key() + "|" + string(to) }
