package slacksim

// screen is a view on a person's screen: the modal with this id, or the Home tab when the id is empty.
type screen struct {
	user *Actor
	id   string
}

// view returns the view, or nil when it is gone. ws.mu is held.
func (s screen) view() *view {
	if s.id == "" {
		return s.user.ws.byID[s.user.id].home
	}
	return s.user.ws.views[s.id]
}

// State returns the view as its owner sees it, or the zero View when it is gone.
func (s screen) State() View {
	ws := s.user.ws
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if v := s.view(); v != nil {
		return ws.viewState(v, ws.byID[s.user.id])
	}
	return View{}
}

// Read returns what the person reads.
func (s screen) Read() string { return s.State().Read }

// Labels returns the labels of everything that can be clicked.
func (s screen) Labels() []string { return labels(s.elements(), s.user) }

func (s screen) elements() []Element {
	ws := s.user.ws
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if v := s.view(); v != nil {
		return v.elements()
	}
	return nil
}

// expect waits until the view contains all these texts.
func (s screen) expect(texts []string) {
	ws := s.user.ws
	ws.tb().Helper()
	ok := ws.await(func() bool {
		v := s.view()
		return v != nil && containsAll(ws.read(v.blocks, "", ws.byID[s.user.id].zone), texts)
	})
	if !ok {
		s.user.fatal("did not come to read %q", texts)
	}
}

// use acts on an element of the view.
func (s screen) use(a Action, label string) {
	s.user.ws.tb().Helper()
	if a.ActionID == "" {
		s.user.fatal("has nothing that says %q, only %q", label, s.Labels())
	}
	a.View = s.id
	if a.View == "" {
		a.View = s.State().ID
	}
	s.user.did(s.user.ws.Act(s.user.id, a), "use "+label)
}

func (s screen) click(label string) {
	s.user.ws.tb().Helper()
	s.use(buttonNamed(s.elements(), label, s.user), label)
}

func (s screen) menu(label string) {
	s.user.ws.tb().Helper()
	s.use(optionNamed(s.elements(), label, s.user), label)
}

// Home is the app's Home tab on a person's screen.
type Home struct{ screen }

// Expect waits until the Home tab contains all these texts.
func (h *Home) Expect(texts ...string) *Home {
	h.user.ws.tb().Helper()
	h.expect(texts)
	return h
}

// Click presses the button with this label.
func (h *Home) Click(label string) *Home {
	h.user.ws.tb().Helper()
	h.click(label)
	return h
}

// Menu chooses the option with this label.
func (h *Home) Menu(label string) *Home {
	h.user.ws.tb().Helper()
	h.menu(label)
	return h
}
