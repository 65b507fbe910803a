// Names behind an @: a textarea with `data-mentions="/desk/names"` offers whom one can call. The
// focus stays in the text; the list below it is a listbox that the arrow keys walk.

const MOST = 6;
const CALL = /(?:^|[\s(\[“‘«>,;])@([\p{L}\p{N}.’'-]*(?: [\p{L}\p{N}.’'-]*)?)$/u;
let names = null; // asked for once, when the first @ is typed
let open = null; // {field, list, found, at, start}

async function all(address) {
  names ??= fetch(address, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : { names: [] }))
    .then((told) => told.names)
    .catch(() => {
      names = null;
      return [];
    });
  return (await names) ?? [];
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whoever has a word of their name begin with what was typed, those who are here first. */
function matching(everybody, typed) {
  const sought = plain(typed.replaceAll(".", " ")).trim();
  return everybody
    .filter(({ name }) => plain(name).startsWith(sought) || plain(name).includes(` ${sought}`))
    .slice(0, MOST);
}

function listFor(field) {
  const id = `${field.id}-mentions`;
  let list = document.getElementById(id);
  if (!list) {
    list = document.createElement("ul");
    list.id = id;
    list.className = "mentions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.dataset.mentionsName);
    field.after(list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
  }
  return list;
}

function close() {
  if (!open) return;
  open.list.remove();
  for (const name of ["aria-controls", "aria-activedescendant"]) open.field.removeAttribute(name);
  open = null;
}

function mark(at) {
  open.at = (at + open.found.length) % open.found.length;
  [...open.list.children].forEach((option, place) => {
    const chosen = place === open.at;
    option.setAttribute("aria-selected", String(chosen));
    if (chosen) open.field.setAttribute("aria-activedescendant", option.id);
  });
}

function offer(field, found, start) {
  if (open && open.field !== field) close();
  const list = listFor(field);
  list.replaceChildren(
    ...found.map(({ name, away }, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.className = "mentions__name";
      option.setAttribute("role", "option");
      option.textContent = name;
      if (away) {
        const note = document.createElement("span");
        note.className = "quiet small";
        note.textContent = ` ${away}`;
        option.append(note);
      }
      return option;
    }),
  );
  field.setAttribute("aria-controls", list.id);
  open = { field, list, found, start, at: 0 };
  mark(0);
}

function take(place) {
  const { field, found, start } = open;
  const call = `@${found[place].name} `;
  field.setRangeText(call, start, field.selectionStart, "end");
  close();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

async function look(field) {
  const caret = field.selectionStart;
  const call = CALL.exec(field.value.slice(0, caret));
  if (!call || field.selectionEnd !== caret) return close();
  const everybody = await all(field.dataset.mentions);
  if (document.activeElement !== field || field.selectionStart !== caret) return undefined;
  const found = matching(everybody, call[1]);
  const whole = found.length === 1 && plain(found[0].name) === plain(call[1].trim());
  if (!found.length || whole) return close();
  return offer(field, found, caret - call[1].length - 1);
}

document.addEventListener("input", ({ target }) => {
  if (target.matches?.("textarea[data-mentions]")) look(target);
});

// Before any other key of the page: while names are offered, these keys are theirs.
window.addEventListener(
  "keydown",
  (event) => {
    if (!open || event.target !== open.field || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const done = {
      ArrowDown: () => mark(open.at + 1),
      ArrowUp: () => mark(open.at - 1),
      Enter: () => take(open.at),
      Tab: () => take(open.at),
      Escape: close,
    }[event.key];
    if (!done) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    done();
  },
  true,
);

document.addEventListener("pointerdown", (event) => {
  if (!open) return;
  const option = event.target.closest?.(".mentions__name");
  if (option && open.list.contains(option)) {
    event.preventDefault(); // the focus stays in the text
    take([...open.list.children].indexOf(option));
  } else if (event.target !== open.field) close();
});
document.addEventListener("focusout", ({ target }) => {
  if (open?.field === target) close();
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (open && detail.target.contains(open.field)) close();
});
