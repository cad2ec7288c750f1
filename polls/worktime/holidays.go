package worktime

import (
	"slices"
	"strings"
	"time"

	"quorum/polls/phrase"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// region is a country or a part of one, with its public holidays.
type region struct {
	code     string // by ISO 3166: the country's code, with the part's if it is one
	holidays []*cal.Holiday
}

// regions returns the table of regions.
func regions() []region { return append(countries(), parts()...) }

func countries() []region {
	return []region{
		{"AT", at.Holidays},
		{"BE", be.Holidays},
		{"BR", br.Holidays},
		{"CA", ca.Holidays},
		{"CH", ch.Holidays},
		{"CZ", cz.Holidays},
		{"DE", de.Holidays},
		{"DK", dk.Holidays},
		{"ES", es.Holidays},
		{"FR", fr.Holidays},
		{"GB", gb.Holidays},
		{"IE", ie.Holidays},
		{"IT", it.Holidays},
		{"JP", jp.Holidays},
		{"NL", nl.Holidays},
		{"NO", no.Holidays},
		{"NZ", nz.Holidays},
		{"PL", pl.Holidays},
		{"SE", se.Holidays},
		{"US", us.Holidays},
		{"ZA", za.Holidays},
	}
}

// parts returns parts of countries whose holidays differ much from part to part.
func parts() []region {
	return []region{
		{"AU-ACT", au.HolidaysACT},
		{"AU-NSW", au.HolidaysNSW},
		{"AU-NT", au.HolidaysNT},
		{"AU-QLD", au.HolidaysQLD},
		{"AU-SA", au.HolidaysSA},
		{"AU-TAS", au.HolidaysTAS},
		{"AU-VIC", au.HolidaysVIC},
		{"AU-WA", au.HolidaysWA},
		{"CH-BE", ch.HolidaysBE},
		{"CH-BS", ch.HolidaysBS},
		{"CH-GE", ch.HolidaysGE},
		{"CH-VD", ch.HolidaysVD},
		{"CH-ZH", ch.HolidaysZH},
		{"DE-BB", de.HolidaysBB},
		{"DE-BE", de.HolidaysBE},
		{"DE-BW", de.HolidaysBW},
		{"DE-BY", de.HolidaysBY},
		{"DE-HB", de.HolidaysHB},
		{"DE-HE", de.HolidaysHE},
		{"DE-HH", de.HolidaysHH},
		{"DE-MV", de.HolidaysMV},
		{"DE-NI", de.HolidaysNI},
		{"DE-NW", de.HolidaysNW},
		{"DE-RP", de.HolidaysRP},
		{"DE-SH", de.HolidaysSH},
		{"DE-SL", de.HolidaysSL},
		{"DE-SN", de.HolidaysSN},
		{"DE-ST", de.HolidaysST},
		{"DE-TH", de.HolidaysTH},
	}
}

// HolidayRegions returns the regions whose public holidays are known, such as DE, DE-BY and US.
func HolidayRegions() []string {
	var codes []string
	for _, r := range regions() {
		codes = append(codes, r.code)
	}
	slices.Sort(codes)
	return codes
}

// ParseRegion reads a region as it is typed: "DE", "de-by". The empty text and "off" are no region. Errors are
// [*phrase.Error]s.
func ParseRegion(text string) (string, error) {
	region := strings.ToUpper(strings.TrimSpace(text))
	if region == "" || region == "OFF" || region == "NONE" {
		return "", nil
	}
	if !slices.Contains(HolidayRegions(), region) {
		return "", phrase.Mistake(phrase.FieldHours, "The public holidays of %q are not known.%s Known are %s.",
			phrase.Clip(text, 20), nearRegion(region), strings.Join(HolidayRegions(), ", "))
	}
	return region, nil
}

// nearRegion returns the question whether another region was meant: one of the same country, or one with a similar
// code.
func nearRegion(region string) string {
	country, _, _ := strings.Cut(region, "-")
	near, ok := phrase.Meant(region, HolidayRegions())
	if same := slices.DeleteFunc(HolidayRegions(), func(r string) bool { return r != country && !strings.HasPrefix(r, country+"-") }); len(same) > 0 {
		near, ok = phrase.Nearest(region, same), true
	}
	if !ok {
		return ""
	}
	return " Did you mean " + near + "?"
}

// Holiday returns the name of the public holiday on the day of t, in t's zone, in a region; empty when there is none.
func Holiday(code string, t time.Time) string {
	if code == "" {
		return ""
	}
	all := regions()
	i := slices.IndexFunc(all, func(r region) bool { return r.code == code })
	if i < 0 {
		return ""
	}
	c := cal.Calendar{Holidays: all[i].holidays}
	if actual, observed, h := c.IsHoliday(t); (actual || observed) && h.Type != cal.ObservanceOther && h.Type != cal.ObservanceReligious {
		return h.Name
	}
	return ""
}
