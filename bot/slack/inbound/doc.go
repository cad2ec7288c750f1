// Package inbound is what comes in from Slack: requests and envelopes, verified, decoded into what a person did, and
// acknowledged once that is stored.
//
// # The way in
//
// Slack delivers by one of two transports, chosen per app: signed HTTP
// requests ([HTTP]) or envelopes over WebSockets ([Socket]). Both do as little
// as possible before they meet on one path:
//
//	HTTP     bound the body, verify the signature ─┐
//	                                               ├─ decode → Handler → acknowledge
//	Socket   two connections, raw envelopes ───────┘
//
// Decoding is pure and forgiving: [decodeHTTP] and [decodeEnvelope] read only
// the fields Quorum uses, so a block, field or event that Slack invents
// tomorrow is [Ignored] and acknowledged rather than refused. What a person
// (or Slack) did is one of the types of inbound.go: [Command], [Click],
// [Submission], [Shortcut], [Suggestion], [HomeOpened],
// [UserChanged], [Uninstalled], [ChannelIDChanged] or [Ignored].
//
// # What an acknowledgement means
//
// A [Handler] returns when the thing is stored, within [budget]; only then is
// it acknowledged. A handler that fails says so with [Reply].Unstored, and one
// that is late or panics is treated the same: the transport does not
// acknowledge. Slack redelivers events, and shows people an error for
// everything else, so that nobody believes in an answer that was not kept.
//
// # Deliveries repeat
//
// Slack delivers at least once, in no order, sometimes with new ids and
// without saying that it is a retry. Retries are therefore handled like
// first deliveries. A [Click] is known again by its moment and its person; a
// [Command] and a [Submission] have a Key that names the act rather than the
// delivery: two deliveries of one act have equal keys.
//
// # Which team
//
// Team is the workspace the app is installed in, as well as the payload
// tells: view.app_installed_team_id when it names a team (a form opened
// across Slack Connect), else team.id, else (org-wide installs send
// "team": null) the person's team, the view's, the event's authorization, and
// at last the enterprise. People of other workspaces may press buttons in
// shared channels; a message click then carries no other team than their own.
// So: find a poll by its id in the button, never by Team alone, and check that
// the person was asked.
//
// # The files, in reading order
//
//	inbound.go values.go status.go offset.go
//	                                        what can come in
//	handle.go reply.go                      what is done with it, and what goes back
//	http.go verify.go                       the transport over HTTP
//	socket.go socket_conn.go socket_farewell.go socket_ack.go socket_contact.go
//	                                        the transport over WebSockets
//	decode.go decode_key.go decode_acts.go decode_event.go decode_interaction.go decode_richtext.go decode_words.go
//	                                        payloads taken apart
//	metrics.go                              counters
package inbound
