// Reading a ticket: where one left off, the way to a linked entry, and pictures opened large.
// Without it every link still leads where it says.

const KEPT = "troth:read:"; // and a ticket's number: the last entry that was on the screen

const ticket = () => document.querySelector("article[data-ticket]");
const positionOf = (entry) => Number(entry.id.replace("entry-", ""));
const entries = () => [...document.querySelectorAll(".entry[id^='entry-']")];

/** The last entry this reader has seen, from this browser's memory. */
const readTo = (number) => Number(localStorage.getItem(KEPT + number) ?? 0);

/** Point "first unread" at the first entry of somebody else that was not on the screen before. */
function markUnread(since) {
  const link = document.querySelector("a[data-unread]");
  if (!link || !since) return;
  const from = Math.max(since, Number(link.dataset.unread)); // one's own words are read
  const first = entries().find((entry) => positionOf(entry) > from && !("own" in entry.dataset));
  link.hidden = !first;
  if (!first) return;
  link.href = `#${first.id}`;
  first.classList.add("entry--unread");
  first.dataset.unreadName = link.textContent.trim();
}

/** Remember what has been on the screen, as far as it was scrolled. */
function follow(number) {
  const watch = new IntersectionObserver((seen) => {
    const positions = seen.filter((one) => one.isIntersecting).map((one) => positionOf(one.target));
    const furthest = Math.max(0, ...positions);
    if (furthest > readTo(number)) localStorage.setItem(KEPT + number, String(furthest));
  });
  for (const entry of entries()) watch.observe(entry);
}

/** Bring a linked entry into sight: unfold what hides it, and give it the focus. */
function goTo(hash) {
  const target = /^#(entry|fact)-\d+$/.test(hash) && document.getElementById(hash.slice(1));
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start", behavior: "instant" });
}

/** Show a picture large, over the page. */
function enlarge(link) {
  const small = link.querySelector("img");
  const dialog = document.createElement("dialog");
  dialog.className = "large";
  dialog.setAttribute("aria-label", small.alt);
  const large = document.createElement("img");
  large.className = "large__shown";
  Object.assign(large, { src: link.href, alt: small.alt });
  const row = document.createElement("form");
  row.method = "dialog";
  row.className = "large__row";
  const close = document.createElement("button");
  close.className = "button";
  close.textContent = ticket()?.dataset.closeName ?? "✕";
  row.append(small.alt, close);
  dialog.append(large, row);
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  const picture = event.target.closest?.("a[data-picture]");
  const place = event.target.closest?.("a[href^='#entry-'], a[href^='#fact-']");
  if (picture && plain) {
    event.preventDefault();
    enlarge(picture);
  } else if (place && plain && place.hash === location.hash) {
    event.preventDefault(); // the address stays, so nothing else would move
    goTo(place.hash);
  }
});

// A picture that cannot be shown says its name; errors of pictures do not bubble.
document.addEventListener(
  "error",
  ({ target }) => {
    if (target.matches?.(".picture__shown")) target.parentElement.classList.add("picture--gone");
  },
  true,
);

function begin() {
  const shown = ticket();
  if (!shown) return;
  markUnread(readTo(shown.dataset.ticket));
  follow(shown.dataset.ticket);
}

window.addEventListener("hashchange", () => goTo(location.hash));
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target?.id === "ticket") begin();
});
begin();
goTo(location.hash);
