// Package storage keeps polls: the log of each one's events, tables that a person can read, and the outbox of notices.
//
// Truth and projections. What happened to a poll is its rows in the table events, which are never changed. The tables
// polls, stakeholders and answers are projections of them, written in the same transaction, for people, for lists and
// for finding what is due; nothing is ever decided from them.
//
// Writing. Every change goes through one goroutine, which takes all changes that wait, runs each of them on its poll,
// writes what they brought and commits once for all of them ([Store.Update], [Store.Create], [Store.Settle],
// [Store.Lease]). A call returns when its change is durable. A change that fails leaves nothing and spoils no
// neighbour. Recently changed polls are kept folded in memory, so that a change costs the same for ten stakeholders
// and for ten thousand.
//
// Reading goes past the writer, through a pool of connections, and never delays it. [Store.View] keeps folded polls of
// its own, and catches up with the log each time.
//
// Lists take as long after 100,000 polls as after the first: each is a page, read by an index that has its order. The planner
// of queries is told of a large database by constants in a migration, so that it plans alike for every one; how it plans is
// pinned in testdata/plans.txt. Words are looked for only where they may be, which is kept in memory.
//
// The outbox. Notices that a change brings are stored with it. Whoever delivers them leases some, or claims what will
// come and is given it by the commit that stores it, sends each, and settles what became of it; a lease that runs out
// makes a delivery available again, marked as one whose outcome is unknown. The key of a notice is unique within its
// topic: that is what makes a summary appear once.
//
// Several processes may open one database: each sees what the others committed, and the outbox gives a delivery to one
// of them, and hears within a minute that there may be news.
//
// Only this package knows what database runs. A backend is a [dialect] and a folder of migrations.
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
//	outbox.go lease.go settle.go claim.go wake.go watch.go
//	                                        the outbox
//	timers.go                               what time changes next
//	schedule.go schedule_row.go             schedules
//	setting.go digests.go                   what people have set; digests and reminders
//	look.go grams.go export.go              lists, search and export
package storage
