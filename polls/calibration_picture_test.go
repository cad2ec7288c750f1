package polls_test

import (
	"fmt"
	"strings"
)

// draw returns the picture: for each sort of question how often outcomes of some sureness held, by the size of the committee,
// against how often they should.
func draw(all []*series) string {
	const width, height, left, top, across, down = 760, 596, 60, 56, 350, 280
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" fill="#222">`+"\n", width, height)
	b.WriteString("<title>How often outcomes of some sureness held</title>\n")
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`+"\n", width, height)
	panels := 0
	for i := 0; i < len(all); i++ {
		if s := all[i]; s.drawn {
			same := []*series{s}
			for i+1 < len(all) && all[i+1].title == s.title {
				i++
				same = append(same, all[i])
			}
			panel(&b, left+panels%2*across, top+panels/2*down, same)
			panels++
		}
	}
	for i, c := range colors() {
		fmt.Fprintf(&b, `<circle cx="%d" cy="20" r="4" fill="%s"/><text x="%d" y="24">%d people</text>`+"\n", 70+110*i, c, 80+110*i, []int{9, 21, 101}[i])
	}
	b.WriteString(`<path d="M400 20h24" stroke="#222" stroke-width="2"/><text x="430" y="24">what was promised; bars are 95 % intervals</text>` + "\n")
	b.WriteString("</svg>\n")
	return b.String()
}

func colors() []string { return []string{"#1b9e77", "#d95f02", "#7570b3"} }

// panel draws one sort of question.
func panel(b *strings.Builder, x, y int, sizes []*series) {
	const wide, high, least = 290, 210, 0.75
	at := func(share float64) float64 { return float64(y) + high*(1-(max(least, share)-least)/(1-least)) }
	fmt.Fprintf(b, `<text x="%d" y="%d" font-weight="bold">%s</text>`+"\n", x, y-10, sizes[0].title)
	for p := 75; p <= 100; p += 5 {
		fmt.Fprintf(b, `<path d="M%d %.1fh%d" stroke="#ddd"/><text x="%d" y="%.1f" text-anchor="end">%d %%</text>`+"\n",
			x, at(float64(p)/100), wide, x-6, at(float64(p)/100)+4, p)
	}
	for k, p := range nominal {
		middle := float64(x) + wide*(float64(k)+.5)/float64(len(nominal))
		fmt.Fprintf(b, `<path d="M%.1f %.1fh56" stroke="#222" stroke-width="2"/><text x="%.1f" y="%d" text-anchor="middle">%d%% sure</text>`+"\n",
			middle-28, at(float64(p)/100), middle, y+high+16, p)
		for i, s := range sizes {
			share, ok := sum(s.runs).share(k)
			if !ok {
				continue
			}
			low, high := s.interval(k)
			cx := middle + 16*float64(i-1)
			fmt.Fprintf(b, `<path d="M%.1f %.1fV%.1f" stroke="%s" stroke-width="2"/><circle cx="%.1f" cy="%.1f" r="4" fill="%s"/>`+"\n",
				cx, at(low), at(high), colors()[i], cx, at(share), colors()[i])
		}
	}
}
