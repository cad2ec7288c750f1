// Package phrase is words for people, of whatever they speak: plurals and lists, the word that was meant, times and lengths
// of time as one says them, text cut into parts, and the error that is a sentence.
//
// It knows nothing of polls. Everything else in polls speaks with it.
//
// # The files, in reading order
//
//	error.go                                [Error], the sentence for a person
//	text.go moment.go span.go               plurals and lists, times, lengths of time
//	nearest.go                              the word that was meant
//	split.go                                what was typed, cut at separators and put together again
//	options.go quotation.go                 options as people type them
//	label.go                                labels without what nobody sees
package phrase
