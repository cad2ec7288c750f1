package kind

func letters(n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = string(rune('a' + i))
	}
	return names
}

// kindNamed returns the kind with this name.
func kindNamed(name string) Kind {
	k, err := Named(name)
	if err != nil {
		panic(err)
	}
	return k
}
