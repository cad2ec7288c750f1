// Package render writes everything that people see in Slack: messages, forms and the App Home, from a poll as it is now. It
// also reads back what it wrote: what a control carries, and what a form holds.
//
// It is pure. Whatever it needs beside the poll is in a [Scene]: the time, people's names, where messages stand. What people
// wrote reaches a message only through the scene, which makes it harmless; every message keeps to Slack's limits, whatever
// was written (limits.go), and its Text says everything that matters to those who hear it.
//
// A new message is a method of Scene in a file of its own. How it looks is a file in testdata/render, which a test writes
// anew with -update.
//
// In reading order: scene.go and times.go; render.go gathers blocks into a message. card.go, question.go, summary.go and
// the files beside it, note.go, reply.go, home.go, together.go, schedule.go and stats.go are the messages; position.go and
// controls.go how one answers. action.go is what controls carry. form_ask.go, form_answer.go and form_manage.go are the
// forms, each with what reads it.
package render
