// A composer: formatting by button and key, a preview, canned replies, and Ctrl+Enter to send.

const AROUND = { bold: ["**", "**"], italic: ["*", "*"], code: ["`", "`"], block: ["```\n", "\n```"] };
const BEFORE = { list: "- ", quote: "> " };
const KEYS = { b: "bold", i: "italic", e: "code", E: "block", "*": "list", "8": "list", "(": "quote", "9": "quote", L: "link" };

const textOf = (form) => form.querySelector("textarea[name=text]");

/** Put words in place of the selection, so that the browser's own undo takes them back. */
function put(field, words, from, to) {
  field.focus();
  // Deprecated, and the only way that keeps the undo history of a text field.
  if (!document.execCommand("insertText", false, words)) field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  if (from !== undefined) field.setSelectionRange(from, to);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function format(field, how) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  if (how in AROUND) {
    const [open, close] = AROUND[how];
    put(field, open + chosen + close, start + open.length, end + open.length);
  } else if (how === "link") {
    const isAddress = /^https?:\S+$/.test(chosen);
    const words = isAddress ? `[](${chosen})` : `[${chosen}](https://)`;
    const at = isAddress ? start + 1 : start + words.length - 1;
    put(field, words, at, at);
  } else {
    const first = value.lastIndexOf("\n", start - 1) + 1;
    field.setSelectionRange(first, end);
    const lines = value.slice(first, end).split("\n").map((line) => BEFORE[how] + line);
    put(field, lines.join("\n"));
  }
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form");
  if (!form || !event.target.matches("textarea") || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-send]"));
  } else if (form.matches("[data-composer]")) {
    const how = event.shiftKey ? KEYS[event.key.length === 1 ? event.key.toUpperCase() : ""] : KEYS[event.key.toLowerCase()];
    const meant = event.shiftKey === ["block", "list", "quote", "link"].includes(how);
    if (!how || !meant) return;
    event.preventDefault();
    event.stopPropagation();
    format(event.target, how);
  }
});

// A toolbar is one stop of the Tab key; the arrows walk it.
document.addEventListener("keydown", (event) => {
  const bar = event.target.closest?.("[role=toolbar]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!bar || !step) return;
  const tools = [...bar.querySelectorAll("button")];
  const next = tools[(tools.indexOf(event.target) + step + tools.length) % tools.length];
  for (const tool of tools) tool.tabIndex = tool === next ? 0 : -1;
  next.focus();
});

document.addEventListener("click", async ({ target }) => {
  const tool = target.closest?.("[data-format], [data-preview], [data-canned], [data-back]");
  const form = tool?.closest("form");
  if (!form) return;
  const field = textOf(form);
  if (tool.dataset.format) format(field, tool.dataset.format);
  else if (tool.dataset.preview) await preview(form, field, tool);
  else if (tool.dataset.canned !== undefined) {
    const before = field.value.slice(0, field.selectionStart).trimEnd();
    put(field, (before && !field.value.slice(before.length, field.selectionStart).includes("\n") ? "\n\n" : "") + tool.dataset.canned);
    tool.closest("details")?.removeAttribute("open");
  } else requestAnimationFrame(() => field.focus());
});

async function preview(form, field, tool) {
  const place = form.querySelector("[data-preview-place]");
  const show = place.hidden;
  if (show) {
    const body = new FormData();
    body.set("text", field.value);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(tool.dataset.preview, { method: "POST", body });
    if (!answer.ok) return;
    place.innerHTML = await answer.text(); // made by the desk's one safe renderer
  }
  place.hidden = !show;
  tool.setAttribute("aria-pressed", String(show));
}

// A composer rests on one line until it is used, and then stays open: closing under the pointer
// would move what is about to be clicked.
document.addEventListener("focusin", ({ target }) => {
  const form = target.closest?.(".composer--rests");
  if (form) form.dataset.open = "";
});

// What a canned reply left open is told at once; the desk refuses to send it.
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;

function tellUnfilled(form) {
  const place = form?.querySelector("[data-unfilled]");
  if (!place) return;
  const names = new Set(textOf(form).value.replace(CODE, "").match(/\{\{[^{}\n]{0,60}\}\}/g) ?? []);
  const words = names.size ? place.dataset.words.replace("{names}", [...names].join(", ")) : "";
  if (place.textContent !== words) place.textContent = words;
}

for (const name of ["input", "troth:restored"]) {
  document.addEventListener(name, ({ target }) => tellUnfilled(target.closest?.("form")));
}

// A reply may be taken back for a few seconds: they are counted down, then the offer goes.
function countDown(bar) {
  const ends = performance.now() + Number(bar.dataset.undo) * 1_000;
  const tick = () => {
    const left = Math.ceil((ends - performance.now()) / 1_000);
    if (!bar.isConnected) return;
    if (left <= 0) {
      bar.remove();
      return;
    }
    bar.querySelector("[data-undo-left]").textContent = left;
    setTimeout(tick, 250);
  };
  tick();
}

function countAll() {
  for (const bar of document.querySelectorAll("[data-undo]:not([data-counted])")) {
    bar.dataset.counted = "";
    countDown(bar);
  }
}

document.addEventListener("htmx:afterSwap", countAll);
countAll();
