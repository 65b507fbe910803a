// A report half written outlives a closed tab: it is kept on this device until it has arrived.
// The same form sent twice is one ticket (its nonce is kept with it), so after a cut line
// sending again does no harm. Any page other than the form shows that it has arrived.

const LATEST = 14 * 24 * 60 * 60_000; // a fortnight-old draft is nobody's trouble any more
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "kept", "zone"]);
const form = document.querySelector("form[data-keep]");

function load(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return kept && Date.now() - kept.at < LATEST ? kept : null;
  } catch {
    return null;
  }
}

function store(key, kept) {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
    return true;
  } catch {
    return false; // no room, or not allowed: the form works without
  }
}

function forget() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith("kept:report"));
  for (const key of keys) if (load(key)?.sent) localStorage.removeItem(key);
}

function fields() {
  return [...form.elements].filter((one) => {
    return one.name && one.type !== "file" && !LEFT_OUT.has(one.name);
  });
}

function keep(sent = false) {
  const values = {};
  for (const one of fields()) if (one.type !== "radio" || one.checked) values[one.name] = one.value;
  const kept = store(`kept:${form.dataset.keep}`, { at: Date.now(), sent, values });
  form.querySelector("[data-kept-note]").textContent = kept ? form.dataset.keptWords : "";
}

function restore() {
  const values = load(`kept:${form.dataset.keep}`)?.values;
  if (!values) return;
  for (const one of fields()) {
    const value = values[one.name];
    if (value === undefined) continue;
    if (one.type === "radio") one.checked = one.value === value;
    else if (!one.readOnly) one.value = value;
  }
  form.querySelector("[data-kept-note]").textContent = form.dataset.keptWords;
  // htmx listens from then on, and asks for the promise of what is chosen.
  document.addEventListener("DOMContentLoaded", () => {
    const chosen = form.querySelector("input[name='suggested']:checked");
    chosen?.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

if (form) {
  if (form.querySelector("[data-fault]")) keep();
  else restore();
  form.addEventListener("input", () => keep());
  form.addEventListener("submit", () => keep(true));
} else {
  try {
    forget();
  } catch {
    // nothing can be kept here, so nothing is to be forgotten
  }
}
