// Package storage keeps polls: the log of each one's events, tables that a person can read, and the outbox of notices.
//
// Truth and projections. The rows of the table events are what happened to a poll; they are never changed. The tables polls,
// stakeholders and answers are projections of them, written in the same transaction, for people, for lists and for timers; nothing
// is decided from them.
//
// Writing. One goroutine makes all changes: it takes every change that waits, runs each on its poll, writes the results and commits
// once for all of them ([Store.Update], [Store.Create], [Store.Settle], [Store.Lease]). A call returns when its change is durable. A
// change that fails leaves nothing and does not affect the others. Recently changed polls are kept folded in memory, so that a change
// costs the same for ten stakeholders and for ten thousand.
//
// Reading uses a pool of connections beside the writer, and never delays it. [Store.View] keeps folded polls of its own, and applies
// new events each time.
//
// Lists take as long after 100,000 polls as after the first: each reads a page, by an index that has its order. Constants in a
// migration tell the query planner of a large database, so that it plans the same for every database; testdata/plans.txt has the
// plans. A search reads only polls that may have the words, by an index in memory.
//
// The outbox. The notices of a change are stored with it. A courier leases some, or claims future ones and gets them with the commit
// that stores them; it sends each, and settles the result. When a lease runs out, the delivery can be leased again, marked as one
// whose outcome is unknown. The key of a notice is unique within its topic: this makes a summary appear once.
//
// Several processes may open one database: each sees what the others commit, the outbox gives a delivery to one of them, and each is
// told within a minute that the others have committed.
//
// Only this package talks to a database. A backend is a [dialect] and a folder of migrations.
//
// # The files, in reading order
//
//	store.go dialect.go errors.go panic.go  the store, what differs between databases, errors and panics
//	sqlite.go sqlite_erase.go               a SQLite database; the folder sqlitefile has what is about its file
//	migrate.go                              its tables, and their versions
//	writer.go batch.go job.go tx.go flush.go
//	                                        the one goroutine that changes it, many changes to a commit
//	create.go update.go project.go          polls: opened, changed, projected into rows
//	log.go fold.go cache.go past.go         the log of events, and polls folded from it
//	ballots.go boxes.go traces.go           anonymous answers
//	weigh.go                                polls that are weighed outside of the writer
//	outbox.go lease.go settle.go later.go claim.go wake.go watch.go purge.go
//	                                        the outbox
//	timers.go                               what time changes next
//	schedule.go schedule_row.go             schedules
//	requests.go                             what people ask for, until it is done
//	directory.go                            what is known of the people of a workspace
//	setting.go digests.go                   what people have set; digests and reminders
//	look.go grams.go export.go              lists, search and export
package storage
