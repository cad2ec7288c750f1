package slacksim

import (
	"fmt"
	"net/mail"
	"net/url"
	"strconv"
	"unicode/utf8"
)

// checkFilled returns errors by block_id for fields that Slack would refuse before it tells the app.
func checkFilled(elements []Element, values Values) FormErrors {
	wrong := make(FormErrors)
	for _, e := range elements {
		if !e.InInput {
			continue
		}
		if text := e.complaint(values[e.BlockID][e.ActionID]); text != "" {
			wrong[e.BlockID] = text
		}
	}
	return wrong
}

// complaint returns what is wrong with the content of a field, or "".
func (e Element) complaint(in Input) string {
	if in.Empty() {
		if e.Optional {
			return ""
		}
		return "Please complete this required field."
	}
	if most, ok := number(e.raw, "max_selected_items"); ok && len(in.Chosen) > int(most) {
		return fmt.Sprintf("Please select at most %d items.", int(most))
	}
	switch e.Type {
	case "plain_text_input":
		return e.lengthComplaint(in.Text)
	case "number_input":
		return e.numberComplaint(in.Text)
	case "email_text_input":
		if _, err := mail.ParseAddress(in.Text); err != nil {
			return "Please enter a valid email address."
		}
	case "url_text_input":
		if u, err := url.Parse(in.Text); err != nil || u.Host == "" {
			return "Please enter a valid URL."
		}
	}
	return ""
}

func (e Element) lengthComplaint(text string) string {
	n := utf8.RuneCountInString(text)
	if least, ok := number(e.raw, "min_length"); ok && n < int(least) {
		return fmt.Sprintf("Must be at least %d characters.", int(least))
	}
	most, ok := number(e.raw, "max_length")
	if !ok {
		most = 3000
	}
	if n > int(most) {
		return fmt.Sprintf("Must be %d characters or fewer.", int(most))
	}
	return ""
}

func (e Element) numberComplaint(text string) string {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || e.raw["is_decimal_allowed"] != true && n != float64(int64(n)) {
		return "Please enter a valid number."
	}
	if least, err := strconv.ParseFloat(str(e.raw, "min_value"), 64); err == nil && n < least {
		return fmt.Sprintf("Must be %s or more.", str(e.raw, "min_value"))
	}
	if most, err := strconv.ParseFloat(str(e.raw, "max_value"), 64); err == nil && n > most {
		return fmt.Sprintf("Must be %s or less.", str(e.raw, "max_value"))
	}
	return ""
}
