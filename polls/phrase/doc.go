// Package phrase is words for people, of whatever they speak: plurals and lists, the word that was meant, times and lengths
// of time as one says them, text cut into parts, and the error that is a sentence.
//
// It knows nothing of polls. Everything else in polls speaks with it.
//
// In reading order: error.go is [Error], which every other package returns when a person can mend what is wrong; text.go
// has the small words; nearest.go finds the word that was meant; moment.go and span.go say times; split.go cuts what was
// typed at its separators, and puts it together again so that reading it gives the same.
package phrase
