package polls

import "strings"

// ParseDeputies reads who is asked as well when somebody says nothing for long: "<@U2> for <@U1>, <@U4> for <@U3>", by the
// person for whom. Mistakes are [*Error]s.
func ParseDeputies(text string) (map[Person]Person, error) {
	const how = "Write it like deputies: @ben for @ana, @dan for @cy."
	named := map[Person]Person{}
	text = strings.TrimSpace(plainMentions(text))
	if text == "" {
		return named, nil
	}
	for item := range strings.SplitSeq(text, ",") {
		who := mentionsIn(item)
		words := strings.Fields(mentionForm.ReplaceAllString(item, " "))
		switch {
		case len(who) != 2 || len(words) != 1 || !strings.EqualFold(words[0], "for"):
			return nil, invalid(FieldDeputies, "%q does not say who stands in for whom. "+how, clip(tidyLine(item), 60))
		case who[0].Group || who[1].Group:
			return nil, invalid(FieldDeputies, "Only people stand in for people, and a group is named. "+how)
		case who[0] == who[1]:
			return nil, invalid(FieldDeputies, "Nobody stands in for themselves. "+how)
		}
		deputy, of := Person(who[0].ID), Person(who[1].ID)
		if known, twice := named[of]; twice && known != deputy {
			return nil, invalid(FieldDeputies, "Two people stand in for %s, and one can. "+how, who[1])
		}
		if named[deputy] == of {
			return nil, invalid(FieldDeputies, "%s and %s stand in for each other, so a question would go in a circle. "+how, who[0], who[1])
		}
		if reaches(named, deputy, of) {
			return nil, invalid(FieldDeputies, "%s stands in for %s, and the other way round by way of others, so a question would go in a circle. "+how, who[0], who[1])
		}
		named[of] = deputy
	}
	return named, nil
}

// reaches says that whoever stands in for somebody, and for them in turn, comes to be another person.
func reaches(named map[Person]Person, from, to Person) bool {
	for next, ok := named[from]; ok; next, ok = named[next] {
		if next == to {
			return true
		}
	}
	return false
}
