package slacksim_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/slack-go/slack"

	"quorum/bot/slack/slacksim"
)

// BenchmarkPost posts questions to 1,000 people through slack-go.
func BenchmarkPost(b *testing.B) {
	ws := slacksim.New(slacksim.Options{TB: b, ForgetCalls: true})
	people := make([]string, 1000)
	for i := range people {
		people[i] = ws.AddUser("p" + strconv.Itoa(i)).ID
	}
	api := client(ws)
	blocks := slack.MsgOptionBlocks(section("*Ship 4.2 on Friday?*"), section("Context"), slack.NewActionBlock("answer",
		slack.NewButtonBlockElement("yes", "1", txt("Yes")), slack.NewButtonBlockElement("no", "1", txt("No"))))
	var n atomic.Int64
	b.SetParallelism(16)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			to := people[n.Add(1)%1000]
			if _, _, err := api.PostMessage(to, slack.MsgOptionText("Ship 4.2 on Friday?", false), blocks); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}

// BenchmarkServe posts without slack-go and without a network, to measure the workspace alone.
func BenchmarkServe(b *testing.B) {
	ws := slacksim.New(slacksim.Options{TB: b, ForgetCalls: true})
	post := poster(ws, ws.AddUser("ada").ID)
	for b.Loop() {
		post(b)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}

// poster returns a function that posts one question to the handler.
func poster(ws *slacksim.Workspace, to string) func(testing.TB) {
	form := url.Values{
		"channel": {to}, "text": {"Ship?"}, "token": {ws.BotToken()},
		"blocks": {"[" + sectionJSON(100) + "," + actions("[" + button("Yes", "1") + "]")[1:]},
	}.Encode()
	handler := ws.Handler()
	return func(tb testing.TB) {
		req := httptest.NewRequest(http.MethodPost, "/api/chat.postMessage", strings.NewReader(form))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, req)
		if !strings.Contains(w.Body.String(), `"ok":true`) {
			tb.Fatal(w.Body.String())
		}
	}
}
