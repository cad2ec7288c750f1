package slack

import (
	"context"
	"slices"

	"quorum/bot/slack/inbound"
	"quorum/bot/slack/render"
	"quorum/bot/slack/webapi"
)

// verb is a row of the table of verbs: a word after the slash command that is not the beginning of a question. What may
// follow it, the help, the README's list of commands and what is said of mistyped commands are all made from these rows.
type verb struct {
	name  string
	usage string // its arguments, as [arguments] has them; those in brackets may be left out
	does  string // what it does, as the help says it after the command
	who   allowed
	run   func(r *Responder, ctx context.Context, in call, rest string) (webapi.Message, error)
}

// allowed names the people who may use a verb. The bot checks it; these are the words for it.
type allowed string

const (
	anybody   allowed = "everybody"
	oneself   allowed = "everybody, for themselves"
	theAsked  allowed = "the people asked, the asker, admins, and everybody in its channel"
	theAsker  allowed = "the asker and admins"
	justAdmin allowed = "everybody; admins set it"
)

// call is a slash command whose verb is known.
type call struct {
	inbound.Command
	verb verb
}

// typed returns the command with its verb and the words after it, as a person types it.
func (c call) typed(rest string) string { return c.Name + " " + c.verb.name + " " + rest }

// verbGroup is a part of the table, under its title in the help.
type verbGroup struct {
	title string
	rows  []verb
}

// verbGroups is the table of verbs.
func verbGroups() []verbGroup {
	return []verbGroup{
		{"Look after it", pollVerbs()},
		{"Ask it again", scheduleVerbs()},
		{"Yourself", habitVerbs()},
		{"Everything else", []verb{
			{"sources", "[@GROUPS]", "sets which groups count as one source each, for admins; alone it shows them.", justAdmin, (*Responder).sources},
			{"stats", "[PERIOD]", "shows what waiting was like in the last week, month or quarter.", anybody, (*Responder).stats},
			{"help", "", "shows this.", anybody, (*Responder).help},
		}},
	}
}

func pollVerbs() []verb {
	return []verb{
		{"list", "[PAGE]", "shows what waits for you and what you asked.", oneself, (*Responder).list},
		{"status", "ID", "shows where a question stands.", theAsked, (*Responder).status},
		{"remind", "ID", "nudges who has not answered.", theAsker, (*Responder).remind},
		{"add", "ID @PEOPLE", "asks further people.", theAsker, (*Responder).addPeople},
		{"lower", "ID RULE", "changes the rule while a question is open.", theAsker, (*Responder).lowerRule},
		{"close", "ID", "posts a summary of what there is.", theAsker, (*Responder).closePoll},
		{"cancel", "ID", "ends it without a summary.", theAsker, (*Responder).cancelPoll},
		{"reopen", "ID", "asks the same people the same once more.", theAsker, (*Responder).reopen},
		{"log", "[WORDS]", "finds decisions by their words.", anybody, (*Responder).history},
	}
}

func scheduleVerbs() []verb {
	return []verb{
		{"schedules", "[PAGE]", "shows what is asked again and again.", anybody, (*Responder).schedules},
		{"pause", "SCHEDULE", "stops a schedule for now.", theAsker, (*Responder).pause},
		{"resume", "SCHEDULE", "lets a schedule ask again.", theAsker, (*Responder).resume},
		{"skip", "SCHEDULE", "leaves out the next time of a schedule.", theAsker, (*Responder).skip},
		{"run", "SCHEDULE", "asks what a schedule asks now.", theAsker, (*Responder).runNow},
		{"edit", "SCHEDULE CHANGES", "changes a schedule.", theAsker, (*Responder).editSchedule},
		{"delete", "SCHEDULE", "ends a schedule for good.", theAsker, (*Responder).deleteSchedule},
		{"save", "NAME [QUESTION]", "saves a question; without one, the question that you asked last.", oneself, (*Responder).saveTemplate},
		{
			"use", "NAME [INSTEAD]", "asks a saved question, with what you say in place of what was saved; with `| every: mon 09:00`, again and again.",
			oneself, (*Responder).useTemplate,
		},
		{"templates", "[PAGE]", "shows what you have saved.", oneself, (*Responder).templates},
		{"forget", "NAME", "removes a saved question.", oneself, (*Responder).forgetTemplate},
	}
}

// habitVerbs are the verbs with which people tell when they work and who stands in.
func habitVerbs() []verb {
	return []verb{
		{"hours", "[HOURS]", "says when you work. Outside that you get no reminders.", oneself, (*Responder).hours},
		{"away", "[UNTIL]", "says that you do not work.", oneself, (*Responder).away},
		{"holidays", "[REGION]", "says whose holidays you have.", oneself, (*Responder).holidays},
		{
			"deputy", "[@PERSON]", "says who is asked as well when you have not answered after most of the time, and in your place while " +
				"you are away. For one question: `| deputies: @ben for @ana`.", oneself, (*Responder).deputy,
		},
		{"digest", "[TIME]", "sends you once a day what waits for you.", oneself, (*Responder).digest},
	}
}

// verbs returns all rows of the table.
func verbs() []verb {
	var all []verb
	for _, g := range verbGroups() {
		all = slices.Concat(all, g.rows)
	}
	return all
}

func (r *Responder) help(context.Context, call, string) (webapi.Message, error) {
	return render.Help(helpOf(verbGroups())), nil
}

// helpOf returns the help on the verbs: of each an example and what it does.
func helpOf(groups []verbGroup) []render.HelpGroup {
	var all []render.HelpGroup
	for _, g := range groups {
		help := render.HelpGroup{Title: g.title}
		for _, v := range g.rows {
			help.Lines = append(help.Lines, render.HelpLine{Command: v.example(), Does: v.does})
		}
		all = append(all, help)
	}
	return all
}
