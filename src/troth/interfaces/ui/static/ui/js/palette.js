// The command palette: acts of this page, places, tickets, customers and clauses of the policy.
// A combobox with a list: the focus stays in the field, the chosen option is told by its id.

import { nameOf, reach, reachable } from "./keys.js";

const dialog = document.getElementById("palette");
const field = document.getElementById("palette-for");
const list = document.getElementById("palette-list");
const counted = document.getElementById("palette-counted");
const KEPT = "troth:recent";
const MOST_RECENT = 5;
const PAUSE = 90; // milliseconds after a key before the server is asked

let acts = [];
let places = [];
let fromServer = [];
let options = [];
let chosen = 0;
let asking;
let waiting;

const recent = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");

function remember({ text, hint, url }) {
  const kept = [{ text, hint, url }, ...recent().filter((one) => one.url !== url)];
  sessionStorage.setItem(KEPT, JSON.stringify(kept.slice(0, MOST_RECENT)));
}

/** How well a name fits what was typed: 0 not at all; its letters in order fit a little. */
function fit(name, typed) {
  const text = name.toLowerCase();
  const sought = typed.trim().toLowerCase();
  if (!sought) return 1;
  const at = text.indexOf(sought);
  if (at === 0) return 5;
  if (at > 0) return text[at - 1] === " " ? 4 : 3;
  let from = 0;
  for (const letter of sought.replaceAll(" ", "")) {
    from = text.indexOf(letter, from) + 1;
    if (!from) return 0;
  }
  return 1;
}

function fitting(all, typed) {
  return all
    .map((one) => ({ one, fits: fit(one.text, typed) }))
    .filter(({ fits }) => fits)
    .sort((a, b) => b.fits - a.fits)
    .map(({ one }) => one);
}

const told = (element) => ({
  text: nameOf(element),
  hint: element.dataset.key?.replaceAll(" | ", ", ") ?? "",
  element,
});

function gather() {
  const named = reachable("[data-key-name]").filter((one) => !one.closest("dialog"));
  const seen = new Set();
  const once = named.filter((one) => !seen.has(nameOf(one)) && seen.add(nameOf(one)));
  acts = once.filter((one) => !one.closest(".masthead") && !one.dataset.rowKey).map(told);
  places = once.filter((one) => one.closest(".masthead")).map(told);
}

function groups() {
  const typed = field.value;
  const { recent: again, acts: here, places: there } = dialog.dataset;
  const own = [
    { name: again, options: fitting(recent(), typed) },
    { name: here, options: fitting(acts, typed) },
    { name: there, options: fitting(places, typed) },
  ];
  const known = new Set(own[0].options.map((one) => one.url));
  const found = fromServer.map(({ name, options: all }) => ({
    name,
    options: all.filter((one) => !known.has(one.url)),
  }));
  // A number or an operator is meant for tickets: they stand first then.
  const all = /^\W*[a-z]*-?\d|:/i.test(typed) ? [...found, ...own] : [...own, ...found];
  return all.filter((group) => group.options.length);
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function show() {
  const kept = options[chosen];
  options = [];
  const shown = groups().map(({ name, options: all }, at) => {
    const group = element("div", { role: "group", "aria-labelledby": `palette-group-${at}` });
    group.append(element("p", { class: "palette__group", id: `palette-group-${at}` }, name));
    for (const one of all) {
      const id = `palette-option-${options.length}`;
      const line = element("div", { class: "palette__option", role: "option", id });
      line.append(element("span", { class: "palette__text" }, one.text));
      if (one.hint) line.append(" ", element("span", { class: "palette__hint" }, one.hint));
      group.append(line);
      options.push(one);
    }
    return group;
  });
  const none = dialog.dataset.none;
  list.replaceChildren(...(shown.length ? shown : [element("p", { class: "palette__none" }, none)]));
  counted.textContent = shown.length ? dialog.dataset.counted.replace("%s", options.length) : none;
  const same = kept && touched ? options.findIndex((one) => one.text === kept.text) : 0;
  choose(Math.max(same, 0));
}

let touched = false; // whether the reader moved through the list since typing

function choose(at) {
  chosen = options.length ? (at + options.length) % options.length : 0;
  for (const line of list.querySelectorAll("[role=option]")) {
    const is = line.id === `palette-option-${chosen}`;
    line.setAttribute("aria-selected", is);
    if (is) line.scrollIntoView({ block: "nearest" });
  }
  if (options.length) field.setAttribute("aria-activedescendant", `palette-option-${chosen}`);
  else field.removeAttribute("aria-activedescendant");
}

async function ask() {
  asking?.abort();
  asking = new AbortController();
  try {
    const address = `${dialog.dataset.from}?${new URLSearchParams({ q: field.value })}`;
    const answer = await fetch(address, { signal: asking.signal });
    // A page instead of JSON is the sign-in: then what this page knows has to do.
    const isOurs = answer.ok && answer.headers.get("Content-Type")?.includes("json");
    fromServer = isOurs ? (await answer.json()).groups : [];
    show();
  } catch (fault) {
    if (fault.name !== "AbortError") fromServer = [];
  }
}

function open() {
  if (document.querySelector("dialog:modal")) return;
  gather();
  field.value = "";
  fromServer = [];
  touched = false;
  dialog.showModal();
  show();
  ask();
}

function take(at) {
  const one = options[at];
  if (!one) return;
  dialog.close();
  if (one.url) remember(one);
  if (one.element) reach(one.element);
  else location.assign(one.url);
}

const MOVES = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 };

field?.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key in MOVES) {
    touched = true;
    choose(chosen + MOVES[event.key]);
  } else if (event.key === "Enter") take(chosen);
  else return;
  event.preventDefault();
});

field?.addEventListener("input", () => {
  touched = false;
  show();
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
});

list?.addEventListener("click", ({ target }) => {
  const line = target.closest("[role=option]");
  if (line) take(Number(line.id.replace("palette-option-", "")));
});

document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-opens='palette']")) open();
  else if (target === dialog) dialog.close();
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  if (event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  open();
});

const apple = /mac|iphone|ipad/i.test(navigator.platform);
for (const button of document.querySelectorAll("[data-opens='palette']")) {
  button.hidden = false;
  if (apple) button.querySelector("kbd").textContent = "⌘K";
}
