// Package render writes everything that people see in Slack: messages, forms and the App Home, from a poll as it is now. It
// also reads back what it wrote: what a control carries, and what a form holds.
//
// It is pure. Whatever it needs beside the poll is in a [Scene]: the time, people's names, where messages stand. What people
// wrote reaches a message only through the scene, which makes it harmless; every message keeps to Slack's limits, whatever
// was written (limits.go), and its Text says everything that matters to those who hear it.
//
// A new message is a method of Scene in a file of its own. How it looks is a file in testdata/render, which a test writes
// anew with UPDATE_RENDERED=1.
//
// # The files, in reading order
//
//	scene.go times.go limits.go             what renderers need to know; times; Slack's limits
//	render.go action.go                     blocks gathered into a message; what controls carry
//	card.go question.go controls.go position.go
//	                                        before the summary
//	summary.go summary_people.go tally.go table.go chart.go after.go note.go
//	                                        the summary, and what comes after it
//	reply.go help.go gathered.go schedule.go stats.go list.go home.go
//	                                        replies, several questions at once, figures, lists, the App Home
//	form_ask.go form_ask_inputs.go form_ask_names.go form_ask_read.go form_command.go
//	                                        the form for asking
//	form_answer.go form_answer_inputs.go form_answer_read.go form_change.go
//	                                        the forms for answering and for changing a poll
package render
