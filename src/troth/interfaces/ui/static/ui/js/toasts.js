// A word in the corner about what happened just now, with one thing to do about it.

const shelf = document.getElementById("toasts");
const mould = document.getElementById("toast");

/**
 * Show words until they are closed, acted on, or `seconds` have passed. Returns what takes them away.
 * `act` names the one thing to do, `onAct` does it; `tone` is "broken" or "calm".
 */
export function toast(words, { tone = "broken", act = "", onAct = null, seconds = 0, id = "" } = {}) {
  const shown = mould.content.firstElementChild.cloneNode(true);
  const leave = () => shown.remove();
  if (id) {
    document.getElementById(id)?.remove();
    shown.id = id;
  }
  shown.classList.add(`toast--${tone}`);
  shown.querySelector(".toast__words").textContent = words;
  if (act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = act;
    button.addEventListener("click", () => {
      leave();
      onAct?.();
    });
    shown.querySelector(".toast__close").before(button);
  }
  shown.querySelector(".toast__close").addEventListener("click", leave);
  shelf.append(shown);
  if (seconds) setTimeout(leave, seconds * 1000);
  return leave;
}
