// Package worktime is time as people live it: when somebody works, which days are holidays, when a deadline is that was said
// as "fri 12:00", and when something comes again that was said as "weekday 16:30".
//
// It reads no clock: now is a parameter, and its location is the zone of whoever speaks. What can be typed has one parser
// and one printer, and Parse(Print(x)) equals x.
//
// # The files, in reading order
//
//	weekdays.go weekdays_parse.go clock.go  days of the week and times of day, as they are typed
//	hours.go hours_parse.go holidays.go     when a person works
//	zone.go calendar.go duration.go         time zones by name; working time counted
//	date.go when.go length.go               days of the calendar, moments and lengths of time, as they are typed
//	deadline.go deadline_parse.go onday.go  deadlines, as they are typed and as instants
//	away.go                                 until when a person is away
//	every.go every_parse.go every_cron.go every_next.go
//	                                        times that come again
package worktime
