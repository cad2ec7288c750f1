package schedule

import "quorum/polls"

func ask(ids ...string) []polls.Party {
	var all []polls.Party
	for _, id := range ids {
		all = append(all, polls.Party{Mentions: []polls.Mention{mention(id)}})
	}
	return all
}

func together(ids ...string) polls.Party {
	p := polls.Party{OneSource: true}
	for _, id := range ids {
		p.Mentions = append(p.Mentions, mention(id))
	}
	return p
}

func mention(id string) polls.Mention { return polls.Mention{ID: id, Group: id[0] == 'S'} }
