// Package figures says what waiting cost: for one poll its [Account], and for a workspace the sum of them.
//
// Figures name neither people nor questions nor answers, and nothing in them is hours of work or money, of which nothing is
// known.
//
// # The files, in reading order
//
//	account.go                              what one poll cost in waiting
//	figures.go                              the sum for a workspace
//	words.go                                the same in sentences
package figures
