// Selecting rows of the queue: what HTML's boxes do not do by themselves. A range by shift, the
// whole page at once, a count in words, and a selection that outlives the list's refreshing.

const chosen = new Map(); // ticket -> its box's value when it was ticked
let anchor = null; // the row that a range begins at

const bar = document.getElementById("bulk");
const boxes = () => [...document.querySelectorAll(".queue__pick input")];
const ticketOf = (box) => box.value.split(".")[0];

function tell() {
  const count = bar?.querySelector(".bulk__count");
  if (count) count.textContent = `${chosen.size} ${count.dataset.selected}`;
}

function set(box, ticked) {
  box.checked = ticked;
  if (ticked) chosen.set(ticketOf(box), box.value);
  else chosen.delete(ticketOf(box));
}

function range(to, ticked) {
  const all = boxes();
  const from = all.findIndex((box) => ticketOf(box) === anchor);
  const end = all.indexOf(to);
  if (from < 0) return set(to, ticked);
  for (const box of all.slice(Math.min(from, end), Math.max(from, end) + 1)) set(box, ticked);
}

document.addEventListener("click", (event) => {
  const box = event.target.closest?.(".queue__pick input");
  if (box) {
    if (event.shiftKey && anchor) range(box, box.checked);
    else set(box, box.checked);
    anchor = ticketOf(box);
    tell();
    return;
  }
  const all = event.target.closest?.("[data-select]");
  if (!all) return;
  for (const one of boxes()) set(one, all.dataset.select === "all");
  if (all.dataset.select === "none" && bar) bar.elements.whole.checked = false;
  tell();
});

// Shift and x: from the last row ticked to this one.
document.addEventListener("keydown", (event) => {
  if (event.key !== "X" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches?.("input:not([type=checkbox]), textarea, select")) return;
  const box = document.activeElement?.closest("[data-row]")?.querySelector(".queue__pick input");
  if (!box) return;
  range(box, true);
  anchor = ticketOf(box);
  tell();
  event.preventDefault();
});

// A refreshed list is ticked as it was; a ticket that left it is chosen no more. What was seen
// when it was ticked counts, so that a change since then is not passed over.
function again() {
  const there = new Set();
  for (const box of boxes()) {
    there.add(ticketOf(box));
    if (!chosen.has(ticketOf(box))) continue;
    box.value = chosen.get(ticketOf(box));
    box.checked = true;
  }
  for (const ticket of chosen.keys()) if (!there.has(ticket)) chosen.delete(ticket);
  tell();
}

document.addEventListener("htmx:afterSwap", again);
// After "back" the browser ticks what was ticked.
window.addEventListener("pageshow", () => {
  for (const box of boxes()) if (box.checked) chosen.set(ticketOf(box), box.value);
  tell();
});
for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
