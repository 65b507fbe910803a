// What a form needs beyond HTML: the reader's zone, and a word before a hopeless upload.

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

// After a form came back, what is wrong with it is read out and seen.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.xhr?.status === 422) {
    const fault = document.querySelector("[data-fault]");
    fault?.scrollIntoView({ block: "center" });
    fault?.focus({ preventScroll: true });
  }
});

document.addEventListener("htmx:afterSwap", () => fillZones(document));
fillZones(document);
