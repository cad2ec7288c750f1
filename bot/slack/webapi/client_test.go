package webapi

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"quorum/bot/slack/slacksim"

	slackgo "github.com/slack-go/slack"
)

// office is all that goes out to a simulated workspace.
type office struct {
	ws     *slacksim.Workspace
	client *Client
	sender *Sender
	urls   *ResponseURLs
	people *Directory
}

func newOffice(t *testing.T, o slacksim.Options) *office {
	t.Helper()
	o.TB = t
	ws := slacksim.New(o)
	c := NewClient(ClientOptions{Token: ws.BotToken(), APIURL: ws.APIURL(), Transport: ws.HTTPClient().Transport})
	urls := NewResponseURLs(c)
	return &office{ws: ws, client: c, urls: urls, sender: NewSender(c, urls), people: NewDirectory(c, nil)}
}

func (d *office) team() string { return d.ws.Team().ID }

// said is a plain message of one section.
func said(text string) Message {
	return Message{Text: text, Blocks: []slackgo.Block{sectionOf(text)}}
}

func sectionOf(text string) slackgo.Block {
	return slackgo.NewSectionBlock(slackgo.NewTextBlockObject(slackgo.MarkdownType, text, false, true), nil, nil)
}

func titled(text string) *slackgo.TextBlockObject {
	return slackgo.NewTextBlockObject(slackgo.PlainTextType, text, true, false)
}

func TestClientKnowsWhomItSpeaksFor(t *testing.T) {
	d := newOffice(t, slacksim.Options{Team: "Acme", App: "Quorum"})
	for range 2 {
		who, err := d.client.Identify(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if who.Team != d.team() || who.BotID != d.ws.App().BotID || who.Name != "quorum" {
			t.Errorf("identity %+v", who)
		}
		if !strings.Contains(strings.Join(who.Scopes, " "), "chat:write im:history") && len(who.Scopes) < 5 {
			t.Errorf("scopes %v", who.Scopes)
		}
	}
	if n := d.ws.Count("auth.test"); n != 1 {
		t.Errorf("asked %d times", n)
	}
	if since := time.Since(d.client.Reached()); since > time.Minute {
		t.Errorf("reached %v ago", since)
	}
}

func TestClientRemembersNoFailedIdentity(t *testing.T) {
	d := newOffice(t, slacksim.Options{})
	d.ws.Fail("auth.test", slacksim.Before, slacksim.Unavailable, slacksim.Times(1))
	if _, err := d.client.Identify(t.Context()); err == nil {
		t.Fatal("an outage gave an identity")
	}
	if who, err := d.client.Identify(t.Context()); err != nil || who.Team == "" {
		t.Errorf("after the outage: %+v, %v", who, err)
	}
}

// A redirect would turn a POST into a GET without its message.
func TestClientFollowsNoRedirect(t *testing.T) {
	followed := false
	f := callServer(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/elsewhere") {
			followed = true
		}
		http.Redirect(w, r, "/elsewhere", http.StatusFound)
	})
	if followed || f == nil {
		t.Errorf("followed %v, failure %v", followed, f)
	}
}

func TestClientOpensAndChangesForms(t *testing.T) {
	d := newOffice(t, slacksim.Options{})
	ada := d.ws.AddUser("ada")
	form := slackgo.ModalViewRequest{
		Type: slackgo.VTModal, Title: titled("Ask"), Close: titled("Close"),
		Blocks: slackgo.Blocks{BlockSet: []slackgo.Block{sectionOf("One moment.")}},
	}
	if _, _, err := d.client.OpenView(t.Context(), "no-such-trigger", form); ErrorCode(err) != "invalid_trigger_id" {
		t.Errorf("with a wrong trigger: %v", err)
	}
	home := slackgo.HomeTabViewRequest{Type: slackgo.VTHomeTab, Blocks: form.Blocks}
	if err := d.client.PublishHome(t.Context(), ada.ID, func(context.Context) (slackgo.HomeTabViewRequest, error) { return home, nil }); err != nil {
		t.Error(err)
	}
	if got := d.ws.Describe("ada"); !strings.Contains(got, "One moment.") {
		t.Errorf("the home shows %s", got)
	}
}

func TestClientWhispers(t *testing.T) {
	d := newOffice(t, slacksim.Options{})
	ada := d.ws.AddUser("ada")
	c := d.ws.AddChannel("general", "ada").InviteBot()
	if err := d.client.Whisper(context.Background(), c.ID, ada.ID, "only you"); err != nil {
		t.Fatal(err)
	}
	d.ws.User("ada").In("#general").ExpectMessage("only you")
}
