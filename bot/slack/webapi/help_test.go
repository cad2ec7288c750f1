package webapi

import (
	"slices"

	slackgo "github.com/slack-go/slack"
)

func grid(rows, columns int, text string) slackgo.Block {
	b := slackgo.NewTableBlock("")
	for range rows {
		b.AddRow(slices.Repeat([]slackgo.TableCell{slackgo.NewTableRawTextCell(text)}, columns)...)
	}
	return b
}
