// Drafts: a text is kept in this window at every key, and on the server a second after typing
// stops and when the page is left. What was written elsewhere is offered beside, never lost.

const ADDRESS = "/drafts";
const REST = 1_000;
const KEEPALIVE_MOST = 50_000; // browsers refuse more in a request that outlives its page
const CLOCK = new Intl.DateTimeFormat([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const states = new Map();

const fields = (root) => root.querySelectorAll("[data-draft]");
const part = (field, name) => field.form?.querySelector(`[data-draft-${name}]`);
const newWriter = () =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((one) => one.toString(16).padStart(2, "0")).join("");

function state(key) {
  if (!states.has(key)) {
    states.set(key, { writer: newWriter(), turn: 0, instead: [], beside: [], saved: "", timer: 0 });
  }
  return states.get(key);
}

// In this window, for when the server is away.

function remember(key, text) {
  const { writer } = state(key);
  try {
    if (text) sessionStorage.setItem(`draft:${key}`, JSON.stringify({ text, writer }));
    else sessionStorage.removeItem(`draft:${key}`);
  } catch {
    // No room: the server has it.
  }
}

function remembered(key) {
  try {
    return JSON.parse(sessionStorage.getItem(`draft:${key}`)) ?? null;
  } catch {
    return null;
  }
}

// On the server.

const named = (drafts) => drafts.map((one) => `${one.writer}:${one.turn}`).join(",");

async function save(field, leaving = false) {
  const key = field.dataset.draft;
  const one = state(key);
  const text = field.value;
  clearTimeout(one.timer);
  if (one.flight && !leaving) {
    one.again = true;
    return;
  }
  if (text === one.saved && !one.dropping) return;
  const token = field.form?.elements.csrfmiddlewaretoken?.value;
  if (!token) return;
  const body = new FormData();
  const said = { key, text, writer: one.writer, turn: ++one.turn, instead: named(one.instead) };
  for (const [name, value] of Object.entries(said)) body.set(name, value);
  body.set("csrfmiddlewaretoken", token);
  one.flight = new AbortController();
  try {
    const keepalive = leaving && text.length < KEEPALIVE_MOST;
    const answer = await fetch(ADDRESS, { method: "POST", body, keepalive, signal: one.flight.signal });
    if (!answer.ok) throw new Error(answer.status);
    one.saved = text;
    one.dropping = false;
    one.beside = (await answer.json()).beside;
    tell(field, text ? "kept" : "");
    offer(field);
  } catch (fault) {
    if (fault.name !== "AbortError") {
      tell(field, "lost");
      one.timer = setTimeout(() => save(field), 10 * REST);
    }
  } finally {
    one.flight = null;
    if (one.again) {
      one.again = false;
      save(field);
    }
  }
}

function tell(field, how) {
  const place = part(field, "kept");
  if (!place) return;
  const at = CLOCK.format(new Date());
  place.textContent = how ? place.dataset[how].replace("{at}", at) : "";
}

function offer(field) {
  const place = part(field, "beside");
  const other = state(field.dataset.draft).beside.find((one) => one.text.trim() !== field.value.trim());
  if (!place) return;
  place.hidden = !other;
  if (!other) return;
  const at = CLOCK.format(new Date(other.at));
  place.querySelector("[data-words]").textContent = place.dataset.words.replace("{at}", at);
  place.querySelector("[data-text]").textContent = other.text;
}

function take(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", ({ target }) => {
  const choice = target.closest?.("[data-draft-add], [data-draft-leave]");
  const field = choice?.form?.querySelector("[data-draft]");
  if (!field) return;
  const one = state(field.dataset.draft);
  const other = one.beside.find((each) => each.text.trim() !== field.value.trim());
  if (!other) return;
  one.instead.push(other);
  one.dropping = true;
  one.beside = [];
  if ("draftAdd" in choice.dataset) {
    take(field, [field.value, other.text].filter((text) => text.trim()).join("\n\n"));
  }
  save(field);
  part(field, "beside").hidden = true;
  field.focus();
});

// When a page opens, or a piece of it is swapped.

function restoreHere(root) {
  for (const field of fields(root)) {
    if (field.value) continue;
    field.value = remembered(field.dataset.draft)?.text ?? "";
    if (field.value) field.dispatchEvent(new CustomEvent("troth:restored", { bubbles: true }));
  }
}

async function restore(root) {
  restoreHere(root);
  const prefixes = new Set([...fields(root)].map((field) => field.dataset.draft.split(":").slice(0, 2).join(":")));
  for (const prefix of prefixes) {
    try {
      const answer = await fetch(`${ADDRESS}?prefix=${encodeURIComponent(prefix)}`);
      if (answer.ok) sort(root, (await answer.json()).drafts);
    } catch {
      // Without a network there is what this window remembers.
    }
  }
}

function sort(root, drafts) {
  for (const field of fields(root)) {
    const key = field.dataset.draft;
    const one = state(key);
    const own = remembered(key)?.writer;
    const found = drafts.filter((draft) => draft.key === key && draft.writer !== one.writer);
    if (!found.length) continue;
    // What this window wrote before it was loaded anew, and what it takes over, is one text.
    for (const draft of found) {
      if (draft.writer === own || draft.text === field.value) one.instead.push(draft);
    }
    const others = found.filter((draft) => !one.instead.includes(draft));
    if (!field.value && others.length) {
      const newest = others.shift();
      one.instead.push(newest);
      one.saved = newest.text;
      field.value = newest.text;
      remember(key, newest.text);
      field.dispatchEvent(new CustomEvent("troth:restored", { bubbles: true }));
      tell(field, "kept");
    }
    one.beside = others;
    offer(field);
  }
}

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("[data-draft]")) return;
  const one = state(target.dataset.draft);
  remember(target.dataset.draft, target.value);
  clearTimeout(one.timer);
  one.timer = setTimeout(() => save(target), REST);
});

function leave() {
  for (const field of fields(document)) {
    const one = states.get(field.dataset.draft);
    if (one && remembered(field.dataset.draft) && field.value !== one.saved) save(field, true);
  }
}

document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
addEventListener("pagehide", leave);
addEventListener("online", leave);

// A form says which drafts it was sent from; they are let go when the message is committed.

document.addEventListener(
  "submit",
  ({ target: form }) => {
    const drafted = [...fields(form)];
    if (!drafted.length) return;
    let said = form.querySelector("input[name=draft]");
    if (!said) {
      said = Object.assign(document.createElement("input"), { type: "hidden", name: "draft" });
      form.append(said);
    }
    const all = drafted.map((field) => state(field.dataset.draft));
    for (const one of all) {
      clearTimeout(one.timer);
      one.flight?.abort();
    }
    // One writer for all fields of a form: the others' drafts are named beside it.
    const others = all.slice(1).map((one) => ({ writer: one.writer, turn: one.turn }));
    said.value = `${all[0].writer};${named([...others, ...all.flatMap((one) => one.instead)])}`;
    if (!form.hasAttribute("hx-post")) for (const field of drafted) remember(field.dataset.draft, "");
  },
  true,
);

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const form = detail.requestConfig?.elt;
  if (detail.xhr.status >= 400 || !form?.matches("form")) return;
  for (const field of fields(form)) {
    remember(field.dataset.draft, "");
    states.delete(field.dataset.draft);
  }
});

document.addEventListener("htmx:afterSwap", () => {
  restoreHere(document);
  for (const field of fields(document)) {
    offer(field);
    // A text that came back is one to be kept.
    if (field.value && !remembered(field.dataset.draft)) field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
restore(document);
