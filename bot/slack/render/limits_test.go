package render

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"quorum/bot/slack/webapi"

	slackgo "github.com/slack-go/slack"
)

// TestLimitsAreKept has for each limit something just over it: a checker that has forgotten one takes it.
func TestLimitsAreKept(t *testing.T) {
	x := func(n int) string { return strings.Repeat("é", n) }
	message := func(blocks ...slackgo.Block) any { return webapi.Message{Text: "x", Blocks: blocks} }
	modal := func(blocks ...slackgo.Block) any {
		return slackgo.ModalViewRequest{Type: slackgo.VTModal, Title: label("x"), Blocks: slackgo.Blocks{BlockSet: blocks}}
	}
	row := func(e ...slackgo.BlockElement) slackgo.Block { return slackgo.NewActionBlock("", e...) }
	repeat := func(n int, b slackgo.Block) []slackgo.Block {
		var all []slackgo.Block
		for range n {
			all = append(all, b)
		}
		return all
	}
	buttons := func(n int) []slackgo.BlockElement {
		var all []slackgo.BlockElement
		for i := range n {
			all = append(all, button(chooseID(i), "", "x"))
		}
		return all
	}
	options := func(n int) []*slackgo.OptionBlockObject {
		var all []*slackgo.OptionBlockObject
		for range n {
			all = append(all, option("x", "x"))
		}
		return all
	}
	long := func(n int) *slackgo.OptionBlockObject { return slackgo.NewOptionBlockObject("x", label(x(n)), nil) }
	field := func(value string, most int) slackgo.Block {
		e := slackgo.NewPlainTextInputBlockElement(nil, "a").WithInitialValue(value).WithMaxLength(most)
		return slackgo.NewInputBlock("b", label("x"), nil, e)
	}
	section := func(n int) slackgo.Block { return textBlock(x(n)) }
	for name, c := range map[string]struct{ fits, breaks any }{
		"text":            {webapi.Message{Text: x(4000)}, webapi.Message{Text: x(4001)}},
		"no text":         {webapi.Message{Text: "x"}, webapi.Message{}},
		"blocks":          {message(repeat(50, section(1))...), message(repeat(51, section(1))...)},
		"view blocks":     {modal(repeat(100, section(1))...), modal(repeat(101, section(1))...)},
		"empty view":      {modal(section(1)), modal()},
		"section":         {message(section(3000)), message(section(3001))},
		"blank":           {message(section(1)), message(textBlock(" "))},
		"empty":           {message(section(1)), message(textBlock(""))},
		"all blocks":      {message(section(3000), section(3000), section(3000)), message(section(3000), section(3000), section(3000), section(1500))},
		"context":         {message(contexts(10)), message(contexts(11))},
		"header":          {message(slackgo.NewHeaderBlock(label(x(150)))), message(slackgo.NewHeaderBlock(label(x(151))))},
		"buttons":         {message(row(buttons(25)...)), message(row(buttons(26)...))},
		"no buttons":      {message(row(buttons(1)...)), message(row())},
		"same action":     {message(row(buttons(2)...)), message(row(append(buttons(1), buttons(1)...)...))},
		"button text":     {message(row(slackgo.NewButtonBlockElement("a", "", label(x(75))))), message(row(slackgo.NewButtonBlockElement("a", "", label(x(76)))))},
		"button value":    {message(row(slackgo.NewButtonBlockElement("a", x(2000), label("x")))), message(row(slackgo.NewButtonBlockElement("a", x(2001), label("x"))))},
		"action id":       {message(row(slackgo.NewButtonBlockElement(x(255), "", label("x")))), message(row(slackgo.NewButtonBlockElement(x(256), "", label("x"))))},
		"overflow":        {message(row(slackgo.NewOverflowBlockElement("a", options(5)...))), message(row(slackgo.NewOverflowBlockElement("a", options(6)...)))},
		"option text":     {message(row(slackgo.NewOverflowBlockElement("a", long(75)))), message(row(slackgo.NewOverflowBlockElement("a", long(76))))},
		"option value":    {message(row(slackgo.NewOverflowBlockElement("a", option(x(150), "x")))), message(row(slackgo.NewOverflowBlockElement("a", option(x(151), "x"))))},
		"radio":           {modal(slackgo.NewInputBlock("b", label("x"), nil, slackgo.NewRadioButtonsBlockElement("a", options(10)...))), modal(slackgo.NewInputBlock("b", label("x"), nil, slackgo.NewRadioButtonsBlockElement("a", options(11)...)))},
		"boxes":           {modal(slackgo.NewInputBlock("b", label("x"), nil, slackgo.NewCheckboxGroupsBlockElement("a", options(10)...))), modal(slackgo.NewInputBlock("b", label("x"), nil, slackgo.NewCheckboxGroupsBlockElement("a", options(11)...)))},
		"menu of many":    {modal(slackgo.NewInputBlock("b", label("x"), nil, slackgo.NewOptionsMultiSelectBlockElement("multi_static_select", nil, "a", options(100)...))), modal(slackgo.NewInputBlock("b", label("x"), nil, slackgo.NewOptionsMultiSelectBlockElement("multi_static_select", nil, "a", options(101)...)))},
		"menu":            {modal(slackgo.NewInputBlock("b", label("x"), nil, slackgo.NewOptionsSelectBlockElement("static_select", nil, "a", options(100)...))), modal(slackgo.NewInputBlock("b", label("x"), nil, slackgo.NewOptionsSelectBlockElement("static_select", nil, "a", options(101)...)))},
		"placeholder":     {modal(slackgo.NewInputBlock("b", label("x"), nil, slackgo.NewPlainTextInputBlockElement(label(x(150)), "a"))), modal(slackgo.NewInputBlock("b", label("x"), nil, slackgo.NewPlainTextInputBlockElement(label(x(151)), "a")))},
		"input label":     {modal(slackgo.NewInputBlock("b", label(x(2000)), nil, slackgo.NewPlainTextInputBlockElement(nil, "a"))), modal(slackgo.NewInputBlock("b", label(x(2001)), nil, slackgo.NewPlainTextInputBlockElement(nil, "a")))},
		"input hint":      {modal(slackgo.NewInputBlock("b", label("x"), label(x(2000)), slackgo.NewPlainTextInputBlockElement(nil, "a"))), modal(slackgo.NewInputBlock("b", label("x"), label(x(2001)), slackgo.NewPlainTextInputBlockElement(nil, "a")))},
		"typed":           {modal(field(x(500), 500)), modal(field(x(501), 500))},
		"room for typing": {modal(field("", 3000)), modal(field("", 3001))},
		"same block":      {modal(field("", 1), section(1)), modal(field("", 1), field("", 1))},
		"title":           {slackgo.ModalViewRequest{Type: "modal", Title: label(x(24)), Blocks: slackgo.Blocks{BlockSet: repeat(1, section(1))}}, slackgo.ModalViewRequest{Type: "modal", Title: label(x(25)), Blocks: slackgo.Blocks{BlockSet: repeat(1, section(1))}}},
		"submit":          {slackgo.ModalViewRequest{Type: "modal", Title: label("x"), Submit: label(x(24)), Blocks: slackgo.Blocks{BlockSet: repeat(1, section(1))}}, slackgo.ModalViewRequest{Type: "modal", Title: label("x"), Submit: label(x(25)), Blocks: slackgo.Blocks{BlockSet: repeat(1, section(1))}}},
		"metadata":        {slackgo.ModalViewRequest{Type: "modal", Title: label("x"), PrivateMetadata: x(3000), Blocks: slackgo.Blocks{BlockSet: repeat(1, section(1))}}, slackgo.ModalViewRequest{Type: "modal", Title: label("x"), PrivateMetadata: x(3001), Blocks: slackgo.Blocks{BlockSet: repeat(1, section(1))}}},
		"charts":          {message(pie("x", 1), pie("x", 1)), message(pie("x", 1), pie("x", 1), pie("x", 1))},
		"nothing in pie":  {message(pie("x", 1)), message(pie("x", 0))},
		"pie label":       {message(pie(x(20), 1)), message(pie(x(21), 1))},
		"bar points":      {message(bar(20, "")), message(bar(21, ""))},
		"bar categories":  {message(bar(3, "")), message(bar(3, "another"))},
		"lines":           {message(lineChart(6)), message(lineChart(7))},
		"tables":          {message(grid(1, 1, "x")), message(grid(1, 1, "x"), grid(1, 1, "x"))},
		"table rows":      {message(grid(100, 1, "x")), message(grid(101, 1, "x"))},
		"table columns":   {message(grid(1, 20, "x")), message(grid(1, 21, "x"))},
		"table cell":      {message(grid(1, 1, x(3000))), message(grid(1, 1, x(3001)))},
		"empty cell":      {message(grid(1, 1, "x")), message(grid(1, 1, ""))},
		"table elsewhere": {message(grid(1, 1, "x")), modal(grid(1, 1, "x"))},
		"plain blocks":    {webapi.Message{Text: "x", Plain: repeat(50, section(1))}, webapi.Message{Text: "x", Plain: repeat(51, section(1))}},
		"home":            {slackgo.HomeTabViewRequest{Type: "home", Blocks: slackgo.Blocks{BlockSet: repeat(100, section(1))}}, slackgo.HomeTabViewRequest{Type: "home", Blocks: slackgo.Blocks{BlockSet: repeat(101, section(1))}}},
		"chart elsewhere": {message(pie("x", 1)), modal(pie("x", 1))},
		"no such type":    {message(section(1)), message(slackgo.SectionBlock{Type: "paragraph", Text: marked("x")})},
		"no section text": {message(section(1)), message(slackgo.NewSectionBlock(nil, nil, nil))},
		"no label":        {modal(field("", 1)), modal(slackgo.NewInputBlock("b", nil, nil, slackgo.NewPlainTextInputBlockElement(nil, "a")))},
		"no such view":    {slackgo.ModalViewRequest{Type: "modal", Title: label("x"), Blocks: slackgo.Blocks{BlockSet: repeat(1, section(1))}}, slackgo.ModalViewRequest{Type: "dialog", Title: label("x"), Blocks: slackgo.Blocks{BlockSet: repeat(1, section(1))}}},
		"bytes":           {modal(repeat(80, section(1500))...), modal(repeat(80, section(3000))...)},
	} {
		if err := checkAny(c.fits); err != nil {
			t.Errorf("%s: what just fits is refused: %v", name, err)
		}
		if checkAny(c.breaks) == nil {
			t.Errorf("%s: what is too much is taken", name)
		}
	}
}

func contexts(n int) slackgo.Block {
	var all []slackgo.MixedElement
	for range n {
		all = append(all, marked("x"))
	}
	return slackgo.NewContextBlock("", all...)
}

func pie(name string, value float64) slackgo.Block {
	return slackgo.NewDataVisualizationBlock("x", slackgo.NewDataVisualizationPieChart(slackgo.NewDataVisualizationSegment(name, value)))
}

// lineChart is a chart with so many lines.
func lineChart(n int) slackgo.Block {
	var all []slackgo.DataVisualizationDataSeries
	for i := range n {
		all = append(all, slackgo.NewDataVisualizationDataSeries(strconv.Itoa(i), slackgo.NewDataVisualizationDataPoint("x", 1)))
	}
	return slackgo.NewDataVisualizationBlock("x", slackgo.NewDataVisualizationLineChart(slackgo.NewDataVisualizationAxisConfig("x"), all...))
}

func grid(rows, columns int, text string) slackgo.Block {
	b := slackgo.NewTableBlock("")
	for range rows {
		b.AddRow(slices.Repeat([]slackgo.TableCell{slackgo.NewTableRawTextCell(text)}, columns)...)
	}
	return b
}

// bar has so many points; another is a point's label that is no category.
func bar(n int, another string) slackgo.Block {
	var names []string
	var points []slackgo.DataVisualizationDataPoint
	for i := range n {
		names = append(names, strconv.Itoa(i))
		points = append(points, slackgo.NewDataVisualizationDataPoint(strconv.Itoa(i), 0))
	}
	if another != "" {
		points[0].Label = another
	}
	return slackgo.NewDataVisualizationBlock("x", slackgo.NewDataVisualizationBarChart(
		slackgo.NewDataVisualizationAxisConfig(names...), slackgo.NewDataVisualizationDataSeries("x", points...)))
}
