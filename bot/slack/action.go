package slack

import (
	"strconv"
	"strings"

	"quorum/polls"
)

// What controls carry. Every control that the bot puts into a message or the App Home is written by this file and read
// back by [readAct]; nothing else knows how.
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
)

// What the menu holds after the summary instead of a state.
const (
	menuReason = "reason" // opens the form for a reason
	menuLate   = "late"   // opens the form for answering
)

// The callback ids of the forms. The form for asking keeps in its private metadata what its fields cannot hold; the
// form for answering has the poll's key there.
const (
	formAsk    = "ask"
	formAnswer = "answer"
	formDeputy = "deputy"
	formAdd    = "add"
	formLower  = "lower"
	formReason = "reason"
)

// actKind is what somebody wants who used a control.
type actKind int

const (
	wantsNothing  actKind = iota
	wantsAskForm          // open the form for asking
	wantsForm             // open the form for answering
	wantsReason           // open the form for a reason
	wantsChange           // show the options again
	wantsKeep             // show what was recorded
	wantsChoice           // record Choice
	wantsWayOut           // record Way
	wantsWithdraw         // be pending again
	wantsDeputy           // open the form for naming a deputy
	wantsAdd              // open the form for asking further people
	wantsLower            // open the form for another rule
	wantsClose            // end the poll
	wantsReopen           // ask the same people again
	wantsPage             // show Page of the App Home
)

// act is a control that was used, read back.
type act struct {
	Kind   actKind
	Poll   polls.ID
	Choice string      // the label, for wantsChoice
	Way    polls.State // for wantsWayOut
	Page   homePage    // for wantsPage
}

// readAct reads what a control carries; ok is false for what is none of ours, such as a link that looks like a button
// or a message of a newer version.
func readAct(actionID, value string) (a act, ok bool) {
	name, _, _ := strings.Cut(actionID, "/")
	if name == actAsk {
		return act{Kind: wantsAskForm}, true
	}
	key, rest, _ := strings.Cut(value, "|")
	if name == actPage {
		return readPage(key, rest)
	}
	id, err := polls.ParseKey(key)
	if err != nil {
		return act{}, false
	}
	a.Poll = id
	switch name {
	case actChoose:
		a.Kind, a.Choice = wantsChoice, rest
		return a, rest != ""
	case actMenu:
		return readWay(a, polls.State(rest))
	}
	a.Kind, ok = actKinds()[name]
	return a, ok
}

func actKinds() map[string]actKind {
	return map[string]actKind{
		actAnswer: wantsForm, actReason: wantsReason, actChange: wantsChange, actKeep: wantsKeep, actBack: wantsWithdraw,
		actDeputy: wantsDeputy, actAdd: wantsAdd, actLower: wantsLower, actClose: wantsClose, actReopen: wantsReopen,
	}
}

func readPage(waiting, asked string) (a act, ok bool) {
	a.Kind = wantsPage
	a.Page.waiting, ok = pageNumber(waiting)
	if ok {
		a.Page.asked, ok = pageNumber(asked)
	}
	return a, ok
}

// pageNumber reads the number of a page, from 1.
func pageNumber(text string) (n int, ok bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n > 0 && n < 1_000_000
}

func readWay(a act, to polls.State) (act, bool) {
	switch to {
	case menuReason:
		a.Kind = wantsReason
	case menuLate:
		a.Kind = wantsForm
	case polls.Pending:
		a.Kind = wantsWithdraw
	case polls.NoOpinion, polls.Recused, polls.NotMe:
		a.Kind, a.Way = wantsWayOut, to
	default:
		return act{}, false
	}
	return a, true
}

func chooseID(i int) string { return actChoose + "/" + strconv.Itoa(i) }

func chooseValue(id polls.ID, choice string) string { return id.Key() + "|" + choice }

func menuValue(id polls.ID, to polls.State) string { return id.Key() + "|" + string(to) }
