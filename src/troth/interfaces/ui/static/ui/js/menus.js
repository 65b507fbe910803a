// An open menu closes when the reader turns elsewhere, or presses Escape.

const open = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("pointerdown", ({ target }) => {
  for (const menu of open()) if (!menu.contains(target)) menu.open = false;
});

document.addEventListener("focusin", ({ target }) => {
  for (const menu of open()) if (!menu.contains(target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
    event.stopPropagation();
  }
});
