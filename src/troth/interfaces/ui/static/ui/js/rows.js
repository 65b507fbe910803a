// Walking through a list: each `[data-row]` is a step. The focus itself moves, to the row's link,
// so that a screen reader reads it and Enter opens it. What was walked is kept for the pages
// opened from it: `[data-walk="next"]` and "previous" lead on without going back.

const KEPT = "troth:walk";
let last = ""; // id of the row's link, which outlives a swap of the list

const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility());
const handle = (row) => (row.matches("a[href], [tabindex]") ? row : row.querySelector("a[href]"));

/** The row that has the focus, or had it when the list was swapped. */
export function current() {
  const held = document.activeElement?.closest("[data-row]");
  if (held) return held;
  if (document.activeElement !== document.body || !last) return null;
  return document.getElementById(last)?.closest("[data-row]") ?? null;
}

/** Go on by some rows; say whether there was anywhere to go. */
export function step(by) {
  const all = rows();
  if (!all.length) return false;
  const at = all.indexOf(current());
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  const link = handle(all[next]);
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
  return Boolean(link);
}

document.addEventListener("focusin", ({ target }) => {
  const row = target.closest?.("[data-row]");
  if (row) last = handle(row)?.id ?? "";
});

// Going through a row's link keeps the list it stood in.
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("[data-row] a[href], a[data-row]");
  // Other links within a row, such as to a file, lead to nothing that is walked.
  if (!link || handle(link.closest("[data-row]")) !== link) return;
  const walked = rows().map((row) => handle(row)?.pathname).filter(Boolean);
  sessionStorage.setItem(KEPT, JSON.stringify(walked));
});

function lead() {
  const walked = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  const at = walked.indexOf(location.pathname);
  for (const link of document.querySelectorAll("a[data-walk]")) {
    const to = at < 0 ? undefined : walked[at + (link.dataset.walk === "next" ? 1 : -1)];
    link.hidden = !to;
    if (to) link.href = to;
  }
}

document.addEventListener("htmx:afterSettle", lead);
lead();
