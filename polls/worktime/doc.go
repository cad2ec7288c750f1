// Package worktime is time as people live it: when somebody works, which days are holidays, when a deadline is that was said
// as "fri 12:00", and when something comes again that was said as "weekday 16:30".
//
// It reads no clock: now is a parameter, and its location is the zone of whoever speaks. What can be typed has one parser
// and one printer, and Parse(Print(x)) equals x.
//
// In reading order: weekdays.go and hours.go are when somebody works, holidays.go the days on which nobody does, and
// calendar.go is [Calendar], which puts them together and counts working time; lasted.go is a length of time by both
// clocks. deadline.go is [Deadline], deadline_parse.go reads it and moment.go finds its instant; away.go reads until when
// somebody is away. every.go is [Every], which comes again and again, every_parse.go reads it and every_next.go finds the
// next time, also where clocks are put forward or back.
package worktime
