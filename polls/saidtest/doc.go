// Package saidtest keeps the wording of what tests meet in one golden file per package, so that the tests themselves need
// to say only what matters of a sentence: an outcome, who, how many.
//
// A package has one [File], in a variable of its tests. After a sentence has been reworded on purpose, run its tests with
// UPDATE_SAID=1 and read what changed aloud.
//
// # The files, in reading order
//
//	file.go    the golden file
package saidtest
