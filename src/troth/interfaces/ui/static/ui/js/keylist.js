// The list of keys: every key of the page, and the switch for those of a single character.

import { areOn, nameOf, reachable, switchTo } from "./keys.js";

const dialog = document.getElementById("keys");
const list = document.getElementById("keys-of-page");
const choice = document.getElementById("keys-on");

function line(keys, name) {
  const term = document.createElement("dt");
  for (const key of keys.split(" ")) {
    const shown = document.createElement("kbd");
    shown.textContent = key === "Escape" ? "Esc" : key;
    term.append(shown, " ");
  }
  const said = document.createElement("dd");
  said.textContent = name;
  return [term, said];
}

function open() {
  const named = new Map();
  for (const element of reachable("[data-key], [data-row-key]")) {
    const keys = element.dataset.key ?? element.dataset.rowKey;
    if (!named.has(keys)) named.set(keys, nameOf(element));
  }
  list.replaceChildren(...[...named].flatMap(([keys, name]) => line(keys, name)));
  choice.checked = areOn();
  dialog.showModal();
}

document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-opens='keys']")) open();
  // A press beside the dialog's sheet lands on the dialog itself.
  else if (target === dialog) dialog.close();
});
choice?.addEventListener("change", () => switchTo(choice.checked));
