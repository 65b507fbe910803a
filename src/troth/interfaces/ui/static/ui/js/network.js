// What failed is said, never swallowed. Something the reader did fails in a toast with a way to try
// again; a refresh that the page made by itself fails in one line that says how old the page is.

import { toast } from "./toasts.js";

const bar = document.getElementById("weather");
const words = bar.dataset;
const PATIENCE = 20_000; // milliseconds for what only reads; what is sent may take its time
const FAILED = "failed-request";
const language = document.documentElement.lang.replace(/^en$/, "en-GB");

let fresh = new Date();
let failed = false; // what was asked last did not come
let isCut = false; // nothing is heard of changes

function show() {
  const old = failed || isCut;
  const time = fresh.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  const said = navigator.onLine ? (old ? words.old.replace("{time}", time) : "") : words.offline;
  if (bar.lastElementChild.textContent !== said) bar.lastElementChild.textContent = said;
  bar.hidden = !said;
}

/** What the page asked for came, or it did not: then its records are as they were before. */
export function grewOld(on) {
  if (!on) fresh = new Date();
  failed = on;
  isCut &&= on;
  show();
}

/** Whether the desk tells of changes. That it does again mends no asking that failed. */
export function cutOff(on) {
  if (!on && !failed) fresh = new Date();
  isCut = on;
  show();
}

/** Whether a request is the page's own: a poll, or a change it was told of. */
const byItself = ({ requestConfig }) => {
  const came = requestConfig?.triggeringEvent;
  return requestConfig?.verb === "get" && !(came && ["click", "submit", "change", "input", "keydown", "keyup", "search"].includes(came.type));
};

function again({ requestConfig, elt }) {
  const form = elt.closest?.("form");
  if (!elt.isConnected) location.reload();
  else if (requestConfig.verb !== "get" && form) form.requestSubmit();
  else if (elt.matches("a, button")) elt.click();
  else htmx.trigger(elt, requestConfig.triggeringEvent?.type ?? "load");
}

function tell(detail, said, reload = false) {
  const act = reload ? words.reload : words.again;
  toast(said, { id: FAILED, act, onAct: () => (reload ? location.reload() : again(detail)) });
}

/** Why the desk refuses something to whoever asks, in its own words. */
const refused = (xhr) => decodeURIComponent(xhr.getResponseHeader("Troth-Say") ?? "");

const BY_STATUS = { 404: "gone", 410: "gone", 413: "tooMuch", 429: "tooOften", 502: "away", 503: "away", 504: "away" };

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb === "get") detail.timeout ||= PATIENCE;
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, ({ detail }) => {
    if (byItself(detail)) grewOld(true);
    else tell(detail, words.unreached);
  });
}

document.addEventListener("htmx:responseError", ({ detail }) => {
  const { status } = detail.xhr;
  if (byItself(detail) && status !== 403 && status !== 404) grewOld(true);
  else if (status === 403) tell(detail, refused(detail.xhr) || words.grownOld, true);
  else tell(detail, words[BY_STATUS[status]] ?? words.failed, status === 404);
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  detail.target?.removeAttribute("aria-busy");
  if (!detail.successful) return;
  document.getElementById(FAILED)?.remove();
  grewOld(false);
});

// While something the reader asked for is on its way, its place says so.
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (!byItself(detail)) detail.target?.setAttribute("aria-busy", "true");
});

// A form that leaves the page would end on the browser's own "no connection", its text gone.
document.addEventListener("submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  toast(words.unsent, { id: FAILED });
}, { capture: true });

addEventListener("offline", show);
addEventListener("online", () => {
  show();
  document.dispatchEvent(new CustomEvent("troth:resync"));
});
show();
