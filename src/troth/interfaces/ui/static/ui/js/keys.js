// Keys: an element with `data-key="r"` or `data-key="g q"` is what that key reaches. Fields take
// the focus, everything else is pressed. `data-key-name` names it in the list and the palette;
// `data-row-key` is a key of the row one stands on. Never while typing, never with a modifier.

import { current, step } from "./rows.js";

const PATIENCE = 1200; // milliseconds between the keys of a sequence
const SETTING = "troth:keys";
const TYPED_IN =
  'textarea, select, [contenteditable]:not([contenteditable="false"]), [role="combobox"],' +
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"], [type="reset"], [type="file"])';
const WALKS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

let typed = [];
let since = 0;

/** Whether keys of a single character are on; the reader may switch them off. */
export const areOn = () => localStorage.getItem(SETTING) !== "off";

export function switchTo(on) {
  if (on) localStorage.removeItem(SETTING);
  else localStorage.setItem(SETTING, "off");
}

/** What an element is called in lists. */
export const nameOf = (element) =>
  element.dataset.keyName || element.getAttribute("aria-label") || element.textContent.trim();

/** Every element that can be reached now, the topmost dialog's alone where one is open. */
export function reachable(selector = "[data-key]") {
  const dialogs = document.querySelectorAll("dialog:modal");
  const root = dialogs.length ? dialogs[dialogs.length - 1] : document;
  return [...root.querySelectorAll(selector)].filter(isThere);
}

function isThere(element) {
  if (element.disabled || element.closest("[hidden], [inert]")) return false;
  // What a closed <details> or popover holds is there: reaching it opens them.
  return element.closest("details:not([open]), [popover]") !== null || element.checkVisibility();
}

/** Take the reader to an element: into a field, through a link, onto a button. */
export function reach(element) {
  const panel = element.closest("[popover]");
  if (panel && !panel.checkVisibility()) panel.showPopover();
  const summary = element.matches("summary");
  const fold = summary ? element.parentElement : element.closest("details:not([open])");
  if (summary && !fold.open) element.click(); // as by hand, for what is fetched when it opens
  if (fold) fold.open = true;
  const drawer = element.closest("[popover]");
  if (drawer && !drawer.checkVisibility()) drawer.showPopover();
  if (summary || element.matches("form, section, fieldset, div")) {
    const first = (summary ? fold : element).querySelector(
      "input:not([type=hidden]):not([disabled]), textarea, select, button, a[href]",
    );
    (first ?? element).focus();
    return;
  }
  element.focus();
  if (!element.matches(TYPED_IN)) element.click();
}

/** Leave a field: back to what opened it, else to the page. */
function leave(field) {
  const fold = field.closest("details[open] > form, details[open]")?.closest("details");
  const opener = fold?.querySelector("summary");
  if (opener) opener.focus();
  else field.blur();
}

/** Every way to type an element's key: "/ | g s" is reached by either. */
export const spelled = (element) => (element.dataset.key ?? element.dataset.rowKey).split(" | ");

/** What the keys typed so far reach: what stands last wins, so a page's own wins over its bar. */
function keyed(keys) {
  const candidates = [...reachable(), ...(current()?.querySelectorAll("[data-row-key]") ?? [])];
  return {
    exact: candidates.findLast((element) => spelled(element).includes(keys)),
    begun: candidates.some((element) => spelled(element).some((one) => one.startsWith(`${keys} `))),
  };
}

function press(event) {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, target } = event;
  const typing = target.matches?.(TYPED_IN);
  if (key === "Escape" && typing && !target.closest("dialog")) {
    leave(target);
    event.preventDefault();
    return;
  }
  if (typing || (key.length === 1 && !areOn()) || ["Shift", "Tab"].includes(key)) return;
  if (key === " " || key === "Enter") return;

  // Arrows scroll, and choose among radio buttons, unless one stands on a row.
  const arrows = key.startsWith("Arrow");
  if (arrows && (!current() || target.matches("input"))) return;

  const now = event.timeStamp;
  typed = now - since < PATIENCE ? [...typed, key] : [key];
  since = now;
  let { exact, begun } = keyed(typed.join(" "));
  if (!exact && !begun && typed.length > 1) {
    typed = [key];
    ({ exact, begun } = keyed(key));
  }
  if (begun && !exact) {
    event.preventDefault();
    return;
  }
  const walks = !exact && !document.querySelector("dialog:modal") && WALKS[key];
  typed = [];
  if (exact) reach(exact);
  else if (!walks || !step(walks)) return;
  event.preventDefault();
}

document.addEventListener("keydown", press);

// What was sent has left its field, and so does the focus: or the next key, meant for a note, would
// be typed into a reply. It leaves as the answer takes the form's place, so that no key of the next
// words falls between; and only what was sent loses it, never what is being written meanwhile.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { elt, verb } = detail.requestConfig ?? {};
  const field = document.activeElement;
  if (verb !== "post" || detail.xhr.status >= 400 || !elt.matches?.("form")) return;
  if (elt.contains(field) && field.matches(TYPED_IN)) {
    document.getElementById("main")?.focus({ preventScroll: true });
  }
});
