// The list of keys: every key of the page, and the switch for those of a single character.

import { areOn, nameOf, reachable, spelled, switchTo } from "./keys.js";

const dialog = document.getElementById("keys");
const list = document.getElementById("keys-of-page");
const choice = document.getElementById("keys-on");

function line(ways, name) {
  const term = document.createElement("dt");
  for (const key of ways.join(" ").split(" ")) {
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
    const name = nameOf(element);
    if (!named.has(name)) named.set(name, spelled(element));
  }
  list.replaceChildren(...[...named].flatMap(([name, ways]) => line(ways, name)));
  choice.checked = areOn();
  dialog.showModal();
}

document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-opens='keys']")) open();
  // A press beside the dialog's sheet lands on the dialog itself.
  else if (target === dialog) dialog.close();
});
choice?.addEventListener("change", () => switchTo(choice.checked));
