// A ticket's page among others: what changed is said at once, who else looks and writes is named,
// and others are told when a reply or a note is being written here.

const WROTE = 3_000; // milliseconds between two tellings that somebody writes
const STOPPED = 8_000; // after which a writer who was not heard of again has stopped
const KINDS = ["reply", "note"];

const ticket = () => document.getElementById("ticket");
const place = () => document.getElementById("company");
const number = Number(ticket()?.dataset.ticket);

// What changed.

let newest = 0;
let acting = 0; // our own forms under way: what they change is shown by what they return

function look() {
  if (!acting && newest > Number(ticket().dataset.seen)) {
    htmx.trigger(ticket().querySelector(".ticket__news"), "troth:news");
    newest = Number.isFinite(newest) ? newest : 0;
  }
}

function heard(position) {
  newest = Math.max(newest, position);
  look();
}

document.addEventListener("troth:changed", ({ detail }) => {
  heard(detail.many ? Infinity : (detail.positions?.get(number) ?? 0));
});
document.addEventListener("troth:resync", () => {
  heard(Infinity);
  meet();
});
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.verb !== "get") acting += 1;
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig.verb !== "get") acting = Math.max(0, acting - 1);
});
document.addEventListener("htmx:afterSettle", () => ticket() && look());

// Who is here.

let turn = 0;
let later = 0;

async function meet() {
  clearTimeout(later);
  const mine = (turn += 1);
  try {
    const answer = await fetch(place().dataset.company);
    if (!answer.ok || answer.redirected || mine !== turn) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of place().children) {
      const now = page.querySelector(`[data-part="${part.dataset.part}"]`);
      // Unchanged words are left alone, or they would be read out again.
      if (now && part.textContent.trim() !== now.textContent.trim()) part.replaceChildren(...now.childNodes);
    }
    place().hidden = !place().textContent.trim();
    if (page.querySelector("[data-writes-now]")) later = setTimeout(meet, STOPPED);
  } catch {
    // The stream will tell again, or the page says that it is old.
  }
}

document.addEventListener("troth:company", meet);

// What is written here.

let told = { what: "", at: 0 };

function writes(what, form) {
  const token = form?.elements.csrfmiddlewaretoken?.value;
  const isKnown = what === told.what && (!what || Date.now() - told.at < WROTE);
  if (!token || isKnown) return;
  told = { what, at: Date.now() };
  const body = new URLSearchParams({ what, csrfmiddlewaretoken: token });
  fetch(place().dataset.writing, { method: "POST", body, keepalive: true }).catch(() => {});
}

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.('textarea[data-draft^="ticket:"]')) return;
  const what = target.dataset.draft.split(":")[2];
  if (KINDS.includes(what)) writes(target.value.trim() ? what : "", target.form);
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.requestConfig?.elt;
  if (detail.successful && form?.matches?.("form")) writes("", form);
});
