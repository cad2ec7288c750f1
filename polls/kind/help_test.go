package kind

func letters(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = string(rune('a' + i))
	}
	return names
}

// kindNamed is a kind by the name that people type.
func kindNamed(name string) Kind {
	k, err := Named(name)
	if err != nil {
		panic(err)
	}
	return k
}
