// Talking to the workspace behind the page.

// post sends one act. It resolves to {ok, error?, text?, ...}, never throws.
export async function post(what, body) {
  try {
    const answer = await fetch("/sim/" + what, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    const data = await answer.json().catch(() => ({}));
    return answer.ok ? { ok: true, ...data } : { ok: false, error: "http_" + answer.status, ...data };
  } catch {
    return { ok: false, error: "unreachable", text: "The workspace did not answer. Is the program still running?" };
  }
}

// listen streams snapshots of what `as` sees to fn, and reports through
// onState whether the line is up. It returns a function that stops it.
// A hidden page lets go of its line, since a browser has only six per host.
export function listen(as, fn, onState) {
  let source = null;
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource("/sim/events?as=" + encodeURIComponent(as));
    source.addEventListener("state", (e) => fn(JSON.parse(e.data)));
    source.onopen = () => onState(true);
    source.onerror = () => onState(false);
  };
  const shut = () => { source?.close(); source = null; };
  const turn = () => (document.hidden ? shut() : open());
  document.addEventListener("visibilitychange", turn);
  open();
  return () => { document.removeEventListener("visibilitychange", turn); shut(); };
}
