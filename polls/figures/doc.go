// Package figures says what waiting cost: for one poll its [Account], and for a workspace the sum of them.
//
// Figures name neither people nor questions nor answers, and nothing in them is hours of work or money, of which nothing is
// known.
//
// In reading order: account.go is what one poll tells; figures.go sums that up; words.go puts it into sentences.
package figures
