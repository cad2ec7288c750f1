// Package app is the Slack app itself, apart from what it does: its manifest with the scopes it needs, and the check that
// finds what would go wrong before people notice.
//
// In reading order: manifest_scope.go is the table of scopes, from which the manifest and the check are made; manifest.go and
// manifest_text.go; check.go and check_error.go.
package app
