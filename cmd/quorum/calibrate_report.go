package main

import (
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
)

func reportCalibration(w io.Writer, rows []calibration) error {
	fmt.Fprintln(w, "Committees drawn from real ballots answer in random order, under the rule \"3, 95% sure\".")
	fmt.Fprintln(w)
	t := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	fmt.Fprintln(t, "QUESTIONS\tPEOPLE\tCOMMITTEES\tSURE EARLY\tCALLED FIRM\tHELD\t95 % INTERVAL\tANSWERS SAVED")
	for _, c := range rows {
		size := strconv.Itoa(c.size)
		if c.size == 0 {
			size = "all"
		}
		held, interval := "-", "-"
		if c.firm > 0 {
			low, high := wilson(c.held, c.firm)
			held, interval = percent(float64(c.held)/float64(c.firm)), percent(low)+" to "+percent(high)
		}
		fmt.Fprintf(t, "%s\t%s\t%d\t%s\t%d\t%s\t%s\t%s\n", c.title, size, c.draws,
			percent(float64(c.early)/float64(c.draws)), c.firm, held, interval, percent(c.saved/float64(c.draws)))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := io.WriteString(w, `
SURE EARLY: the outcome was called Decided or Firm before everybody had answered.
CALLED FIRM, HELD: of those called Firm, how many still led alone when everybody had answered. What is Decided always does.
ANSWERS SAVED: of all answers, those that were not waited for.
A sureness of 95 % is an average over how divided groups are. Where two options are as good as equal it errs more often, and
a wrong pick between equals costs little. Committees that are drawn from the same ballots are not independent of each other,
so the intervals are narrower than what they say about other people. Real people do not answer in random order.
`)
	return err
}

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) + " %" }
