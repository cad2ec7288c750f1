// Package app is the Slack app itself, apart from what it does: its manifest with the scopes it needs, and the check that
// finds what would go wrong before people notice.
//
// # The files, in reading order
//
//	manifest_scope.go                       the table of scopes
//	manifest.go manifest_text.go            the manifest
//	check.go check_error.go check_layout.go
//	                                        what is wrong with an app, and the way out
package app
