// An open menu closes when the reader turns elsewhere, or presses Escape. A dialog that it opened
// is not elsewhere: the reader comes back from there.

const open = () => document.querySelectorAll("details:is(.menu, .canned)[open]");

function turnTo({ target }) {
  if (target.closest?.("dialog")) return;
  for (const menu of open()) if (!menu.contains(target)) menu.open = false;
}

document.addEventListener("pointerdown", turnTo);
document.addEventListener("focusin", turnTo);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog:modal")) return;
  for (const menu of open()) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
    event.preventDefault();
  }
});
