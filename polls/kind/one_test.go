package kind

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
