// What a form needs beyond HTML: the reader's zone, a word before a hopeless upload, and drafts.

import { say } from "./words.js";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function fillZones(root) {
  for (const field of root.querySelectorAll("input[data-zone]")) field.value = zone || "";
}

// Files that the desk will not take are named before they travel.
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.('input[type="file"][data-most]')) return;
  const most = Number(target.dataset.most);
  const big = [...target.files].filter((file) => file.size > most).map((file) => file.name);
  const limit = `${Math.floor(most / 2 ** 20)} MiB`;
  target.setCustomValidity(big.length ? say("tooLarge", { limit, files: big.join(", ") }) : "");
  target.reportValidity();
});

// A draft outlives a reload, a swap and a sign-out of the page. It ends when its form went well.
const key = (field) => `draft:${field.dataset.draft}`;
const drafts = (root) => root.querySelectorAll("textarea[data-draft]");

function restore() {
  for (const field of drafts(document)) {
    if (!field.value) field.value = sessionStorage.getItem(key(field)) ?? "";
  }
}

document.addEventListener("input", ({ target }) => {
  if (target.matches?.("textarea[data-draft]")) sessionStorage.setItem(key(target), target.value);
});

// A form that htmx does not send leaves the page, and the page that follows says how it went.
document.addEventListener("submit", ({ target }) => {
  if (target.hasAttribute("hx-post")) return;
  for (const field of drafts(target)) sessionStorage.removeItem(key(field));
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const form = detail.requestConfig?.elt;
  if (detail.xhr.status < 400 && form?.matches("form")) {
    for (const field of drafts(form)) sessionStorage.removeItem(key(field));
  }
});

// After a form came back, what is wrong with it is read out and seen.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.xhr?.status === 422) {
    const fault = document.querySelector("[data-fault]");
    fault?.scrollIntoView({ block: "center" });
    fault?.focus({ preventScroll: true });
  }
});

document.addEventListener("htmx:afterSwap", () => {
  fillZones(document);
  restore();
});
fillZones(document);
restore();
