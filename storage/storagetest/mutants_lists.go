package storagetest

import (
	"context"
	"slices"
	"strings"

	"quorum/polls"
	"quorum/storage"
)

// blurred is a store whose lists are wrong.
type blurred struct {
	Store
	waiting  func(ctx context.Context, s Store, workspace string, who polls.Person, skip, n int) ([]polls.ListEntry, error)
	asked    func(ctx context.Context, s Store, workspace string, who polls.Person, skip, n int) ([]polls.ListEntry, error)
	log      func(ctx context.Context, s Store, workspace string, seen storage.Viewer, words []string, n int) ([]polls.ListEntry, error)
	openWith func(ctx context.Context, s Store, workspace string, who polls.Person) ([]polls.ID, error)
}

func (b blurred) Waiting(ctx context.Context, workspace string, who polls.Person, skip, n int) ([]polls.ListEntry, error) {
	if b.waiting == nil {
		return b.Store.Waiting(ctx, workspace, who, skip, n)
	}
	return b.waiting(ctx, b.Store, workspace, who, skip, n)
}

func (b blurred) Asked(ctx context.Context, workspace string, who polls.Person, skip, n int) ([]polls.ListEntry, error) {
	if b.asked == nil {
		return b.Store.Asked(ctx, workspace, who, skip, n)
	}
	return b.asked(ctx, b.Store, workspace, who, skip, n)
}

func (b blurred) Log(ctx context.Context, workspace string, seen storage.Viewer, words []string, n int) ([]polls.ListEntry, error) {
	if b.log == nil {
		return b.Store.Log(ctx, workspace, seen, words, n)
	}
	return b.log(ctx, b.Store, workspace, seen, words, n)
}

func (b blurred) OpenWith(ctx context.Context, workspace string, who polls.Person) ([]polls.ID, error) {
	if b.openWith == nil {
		return b.Store.OpenWith(ctx, workspace, who)
	}
	return b.openWith(ctx, b.Store, workspace, who)
}

func listMutants() []mutant {
	return []mutant{
		{"what waits in another workspace leaks", "what waits for a person", func(s Store) Store {
			return blurred{Store: s, waiting: func(ctx context.Context, s Store, workspace string, who polls.Person, skip, n int) ([]polls.ListEntry, error) {
				here, err := s.Waiting(ctx, workspace, who, skip, n)
				there, _ := s.Waiting(ctx, "T2", who, skip, n)
				return append(here, there...), err
			}}
		}},
		{"what waits does not say where", "what waits for a person", func(s Store) Store {
			return blurred{Store: s, waiting: func(ctx context.Context, s Store, workspace string, who polls.Person, skip, n int) ([]polls.ListEntry, error) {
				lines, err := s.Waiting(ctx, workspace, who, skip, n)
				for i := range lines {
					lines[i].QuestionAt = polls.Place{}
				}
				return lines, err
			}}
		}},
		{"all that waits comes", "what waits for a person", func(s Store) Store {
			return blurred{Store: s, waiting: func(ctx context.Context, s Store, workspace string, who polls.Person, skip, _ int) ([]polls.ListEntry, error) {
				return s.Waiting(ctx, workspace, who, skip, 1000)
			}}
		}},
		{"what one asked comes by number", "what a person asked", func(s Store) Store {
			return blurred{Store: s, asked: func(ctx context.Context, s Store, workspace string, who polls.Person, skip, n int) ([]polls.ListEntry, error) {
				lines, err := s.Asked(ctx, workspace, who, skip, n)
				slices.SortFunc(lines, func(a, b polls.ListEntry) int { return int(b.ID.Number - a.ID.Number) })
				return lines, err
			}}
		}},
	}
}

func logMutants() []mutant {
	return []mutant{
		{"anybody sees what was asked in a channel", "the log shows what one may see", func(s Store) Store {
			return blurred{Store: s, log: func(ctx context.Context, s Store, workspace string, seen storage.Viewer, words []string, n int) ([]polls.ListEntry, error) {
				if seen.Channel == "" {
					seen.Channel = "C1"
				}
				return s.Log(ctx, workspace, seen, words, n)
			}}
		}},
		{"a viewer sees only what was asked in the channel", "the log shows what one may see", func(s Store) Store {
			return blurred{Store: s, log: func(ctx context.Context, s Store, workspace string, seen storage.Viewer, words []string, n int) ([]polls.ListEntry, error) {
				seen.Person = ""
				return s.Log(ctx, workspace, seen, words, n)
			}}
		}},
		{"one word of several is enough", "the log is searched in any case", searching(func(words []string) []string {
			return words[:min(len(words), 1)]
		})},
		{"no word is needed", "the log is searched in any case", searching(func([]string) []string { return nil })},
		{"words are compared by the letter", "the log is searched in any case", func(s Store) Store {
			return blurred{Store: s, log: func(ctx context.Context, s Store, workspace string, seen storage.Viewer, words []string, n int) ([]polls.ListEntry, error) {
				lines, err := s.Log(ctx, workspace, seen, words, n)
				return slices.DeleteFunc(lines, func(l polls.ListEntry) bool {
					return slices.ContainsFunc(words, func(w string) bool {
						return !strings.Contains(l.Question, w) && strings.Contains(strings.ToLower(l.Question), strings.ToLower(w))
					})
				}), err
			}}
		}},
	}
}

func lineMutants() []mutant {
	return []mutant{
		{"who left is looked for everywhere", "who left is found in what is open", func(s Store) Store {
			return blurred{Store: s, openWith: func(ctx context.Context, s Store, workspace string, who polls.Person) ([]polls.ID, error) {
				here, err := s.OpenWith(ctx, workspace, who)
				there, _ := s.OpenWith(ctx, "T2", who)
				return append(here, there...), err
			}}
		}},
		{"who left is found where nothing was answered only", "who left is found in what is open", func(s Store) Store {
			return blurred{Store: s, openWith: func(ctx context.Context, s Store, workspace string, who polls.Person) (ids []polls.ID, err error) {
				lines, err := s.Waiting(ctx, workspace, who, 0, 100)
				for _, l := range lines {
					ids = append(ids, l.ID)
				}
				return ids, err
			}}
		}},
		{"a line's counts are lost", "a line says what the poll is", func(s Store) Store {
			return blurred{Store: s, asked: func(ctx context.Context, s Store, workspace string, who polls.Person, skip, n int) ([]polls.ListEntry, error) {
				lines, err := s.Asked(ctx, workspace, who, skip, n)
				for i := range lines {
					lines[i].Answered = 0
				}
				return lines, err
			}}
		}},
	}
}

// searching returns a mutant that searches for other words.
func searching(instead func(words []string) []string) func(Store) Store {
	return func(s Store) Store {
		return blurred{Store: s, log: func(ctx context.Context, s Store, workspace string, seen storage.Viewer, words []string, n int) ([]polls.ListEntry, error) {
			return s.Log(ctx, workspace, seen, instead(words), n)
		}}
	}
}
