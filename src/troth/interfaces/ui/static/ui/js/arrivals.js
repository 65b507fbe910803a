// The queue refreshes itself, and never moves what somebody points at, has focused or has picked.
// Rows then change in place, and what is new, gone or moved waits behind a bar until it is let in.

import { grewOld } from "./network.js";

const bar = document.getElementById("arrivals");
const LEFT = 400; // milliseconds after the pointer has left
let waiting = null; // the queue as it is at the desk
let flight = null;
let isStale = false;

const queue = () => document.getElementById("queue");
const rowsOf = (root) => [...root.querySelectorAll("[data-row]")];

function isHeld() {
  const list = queue().querySelector(".queue");
  const said = getSelection();
  return (
    list?.matches(":hover") ||
    queue().contains(document.activeElement) ||
    document.querySelector("dialog[open], #queue [popover]:popover-open") !== null ||
    queue().querySelector("input[type=checkbox]:checked") !== null ||
    (!said.isCollapsed && queue().contains(said.anchorNode))
  );
}

async function refresh() {
  isStale = true;
  if (flight) return;
  flight = true;
  try {
    while (isStale) {
      isStale = false;
      const answer = await fetch(queue().dataset.refresh, { headers: { "HX-Request": "true" } });
      const elsewhere = answer.headers.get("HX-Redirect");
      if (elsewhere) location.reload();
      if (elsewhere || !answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      show(page.getElementById("queue"));
      grewOld(false);
    }
  } catch {
    grewOld(true);
  } finally {
    flight = null;
  }
}

function show(fresh) {
  if (!fresh) return;
  if (!isHeld()) {
    letIn(fresh);
    return;
  }
  updateInPlace(fresh);
  const count = differences(rowsOf(queue()), rowsOf(fresh));
  waiting = count ? fresh : null;
  say(count);
}

function letIn(fresh) {
  waiting = null;
  say(0);
  htmx.swap("#queue", fresh.outerHTML, { swapStyle: "outerHTML" });
}

function say(count) {
  const words = count === 1 ? bar.dataset.one : bar.dataset.many.replace("{count}", count);
  const button = bar.querySelector("button");
  if (button.textContent !== words) button.textContent = words;
  bar.hidden = !count;
}

function updateInPlace(fresh) {
  for (const row of rowsOf(queue())) {
    const now = fresh.querySelector(`#${CSS.escape(row.id)}`);
    row.classList.toggle("queue__row--gone", !now);
    if (!now || (row.dataset.seen === now.dataset.seen && tone(row) === tone(now))) continue;
    row.className = now.className;
    row.dataset.seen = now.dataset.seen;
    [...row.children].forEach((cell, place) => renew(cell, now.children[place]));
    row.classList.add("queue__row--fresh");
  }
  const tabs = queue().querySelector(".tabs");
  const counts = fresh.querySelector(".tabs");
  if (tabs && counts && !tabs.contains(document.activeElement)) tabs.replaceWith(counts.cloneNode(true));
  // Who makes times tick and tells the reader's own learns of the new ones.
  htmx.trigger(document.body, "htmx:afterSwap");
}

const tone = (row) => [...row.classList].filter((name) => !/--(gone|fresh)$/.test(name)).join(" ");

/** Put a cell's new content in its place, but never take away what has the focus or is picked. */
function renew(cell, now) {
  if (!now) return;
  const picked = cell.querySelector("input");
  if (picked) picked.value = now.querySelector("input").value;
  else if (!cell.contains(document.activeElement)) cell.replaceWith(now.cloneNode(true));
}

/** Count the rows that came, went, or stand elsewhere among those that stayed. */
function differences(old, fresh) {
  const was = old.map((row) => row.id);
  const is = fresh.map((row) => row.id);
  const stayed = is.filter((id) => was.includes(id)).map((id) => was.indexOf(id));
  return is.length - stayed.length + (was.length - stayed.length) + (stayed.length - inOrder(stayed));
}

/** The length of the longest run that already stands in order. */
function inOrder(places) {
  const longest = places.map(() => 1);
  places.forEach((place, at) => {
    for (let before = 0; before < at; before += 1) {
      if (places[before] < place) longest[at] = Math.max(longest[at], longest[before] + 1);
    }
  });
  return Math.max(0, ...longest);
}

function letInWhenFree() {
  setTimeout(() => waiting && !isHeld() && letIn(waiting), LEFT);
}

bar?.querySelector("button").addEventListener("click", () => {
  const had = document.activeElement;
  if (waiting) letIn(waiting);
  if (had && !had.checkVisibility()) queue().querySelector("[data-row] a[href]")?.focus();
});
if (bar) {
  for (const name of ["pointerover", "focusin", "change"]) document.addEventListener(name, letInWhenFree);
  document.addEventListener("troth:changed", refresh);
  document.addEventListener("troth:resync", refresh);
}
