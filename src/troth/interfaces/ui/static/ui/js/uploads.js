// Files of a form, sent while one writes: chosen, dropped or pasted; each goes on where a broken
// line left it. Mounted by markup: any element with data-uploads inside a form.

const BEGIN = "/uploads";
const SMALLEST = 256 * 1024;
const LARGEST = 4 * 1024 * 1024;
const QUICK = 700; // milliseconds: a piece that took no longer may be followed by a larger one
const LONGEST_PAUSE = 15_000;
const going = new Map(); // row -> upload

const box = (form) => form?.querySelector("[data-uploads]");
const part = (root, name) => root.querySelector(`[data-${name}]`);

function sizeWords(size) {
  if (size < 1024) return `${size} B`;
  if (size < 1024 ** 2) return `${Math.floor(size / 1024)} KiB`;
  return `${(size / 1024 ** 2).toFixed(1)} MiB`;
}

function add(place, files) {
  for (const file of files) {
    const row = part(place, "upload-row").content.firstElementChild.cloneNode(true);
    part(row, "name").textContent = file.name;
    part(row, "size").textContent = sizeWords(file.size);
    part(row, "upload-away").setAttribute("aria-label", place.dataset.remove.replace("{name}", file.name));
    row.querySelector("progress").setAttribute("aria-label", file.name);
    part(place, "uploads-list").append(row);
    const upload = { file, place, row, pause: 0, piece: SMALLEST, state: "waiting", at: 0 };
    going.set(row, upload);
    if (file.size > Number(place.dataset.most)) fail(upload, place.dataset.tooLarge, false);
    else send(upload);
  }
}

function show(upload, state, words) {
  upload.state = state;
  part(upload.row, "state").textContent = words;
  upload.row.classList.toggle("upload--failed", state === "failed" || state === "broken");
  part(upload.row, "upload-again").hidden = !(state === "broken" || (state === "failed" && upload.again));
  const bar = upload.row.querySelector("progress");
  bar.hidden = state === "done" || state === "failed";
  bar.value = upload.file.size ? (100 * upload.at) / upload.file.size : 100;
}

function fail(upload, words, again = true) {
  upload.again = again;
  show(upload, "failed", words);
  say(upload.place, `${upload.file.name}: ${words}`, true);
  settle(upload.place);
}

/** Tell those who look, or with `quietly` only those who listen: their row shows it to the rest. */
function say(place, words, quietly = false) {
  const said = part(place, "uploads-said");
  said.classList.toggle("only-heard", quietly);
  said.textContent = words;
}

// Sending.

const headers = (upload) => ({
  "X-CSRFToken": upload.place.closest("form").elements.csrfmiddlewaretoken?.value ?? "",
});

async function send(upload) {
  if (upload.busy) return;
  upload.busy = true;
  clearTimeout(upload.timer);
  try {
    if (upload.address) await ask(upload, "HEAD");
    else await begin(upload);
    while (upload.state !== "gone" && !upload.kept) await sendPiece(upload);
    if (upload.kept) done(upload);
  } catch (fault) {
    if (upload.state === "gone") return;
    if (fault instanceof Refusal) fail(upload, fault.message);
    else pause(upload);
  } finally {
    upload.busy = false;
  }
}

class Refusal extends Error {}

async function begin(upload) {
  const { file } = upload;
  const body = new FormData();
  for (const [name, value] of [["name", file.name], ["size", file.size], ["type", file.type]]) body.set(name, value);
  const answer = await fetch(BEGIN, { method: "POST", body, headers: headers(upload) });
  if (answer.status >= 500) throw new Error(answer.status);
  const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (!answer.ok) throw new Refusal(said.say ?? upload.place.dataset.failed);
  upload.address = said.address;
  stands(upload, answer);
}

async function sendPiece(upload) {
  const began = performance.now();
  await ask(upload, "PATCH", upload.file.slice(upload.at, upload.at + upload.piece));
  const quick = performance.now() - began < QUICK;
  upload.piece = Math.min(LARGEST, Math.max(SMALLEST, quick ? upload.piece * 2 : upload.piece / 2));
  upload.pause = 0;
}

async function ask(upload, method, body) {
  upload.flight = new AbortController();
  const also = body ? { "Upload-Offset": upload.at, "Content-Type": "application/offset+octet-stream" } : {};
  const answer = await fetch(upload.address, {
    method, body, headers: { ...headers(upload), ...also }, signal: upload.flight.signal,
  });
  if (answer.status >= 500) throw new Error(answer.status);
  if (!answer.ok && answer.status !== 409) {
    upload.address = answer.status === 404 ? null : upload.address;
    upload.at = upload.address ? upload.at : 0;
    throw new Refusal(upload.place.dataset.failed);
  }
  stands(upload, answer);
}

function stands(upload, answer) {
  upload.at = Number(answer.headers.get("Upload-Offset"));
  upload.kept = answer.headers.get("Upload-Kept");
  const percent = Math.floor((100 * upload.at) / (upload.file.size || 1));
  if (upload.state !== "gone") show(upload, "under way", upload.place.dataset.underWay.replace("{percent}", percent));
}

function pause(upload) {
  upload.pause = Math.min(LONGEST_PAUSE, (upload.pause || 500) * 2);
  show(upload, "broken", upload.place.dataset.broken);
  upload.timer = setTimeout(() => send(upload), upload.pause);
}

function done(upload) {
  const kept = Object.assign(document.createElement("input"), { type: "hidden", name: "kept", value: upload.kept });
  upload.row.append(kept);
  show(upload, "done", upload.place.dataset.done);
  say(upload.place, `${upload.file.name}: ${upload.place.dataset.done}`, true);
  settle(upload.place);
}

function away(upload) {
  const { address, kept, place } = upload;
  upload.state = "gone";
  clearTimeout(upload.timer);
  upload.flight?.abort();
  if (address && !kept) fetch(address, { method: "DELETE", headers: headers(upload) }).catch(() => {});
  going.delete(upload.row);
  upload.row.remove();
  say(place, "");
  settle(place);
}

// A form waits for its files, and goes out by itself when they are there.

const of = (place, ...states) =>
  [...going.values()].filter((one) => one.place === place && one.row.isConnected && states.includes(one.state));

function settle(place) {
  const form = place.closest("form");
  if (!form?.waiting || of(place, "waiting", "under way", "broken").length) return;
  const { waiting } = form;
  form.waiting = null;
  if (!of(place, "failed").length) form.requestSubmit(waiting.submitter);
}

document.addEventListener(
  "submit",
  (event) => {
    const place = box(event.target);
    if (!place) return;
    const failed = of(place, "failed");
    const under = of(place, "waiting", "under way", "broken");
    if (!failed.length && !under.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(place, failed.length ? place.dataset.unsettled : place.dataset.waiting);
    if (failed.length) part(failed[0].row, "upload-away").focus();
    else event.target.waiting = { submitter: event.submitter };
  },
  true,
);

// Chosen, dropped, pasted.

document.addEventListener("change", ({ target }) => {
  const place = target.matches?.('input[type="file"]') && target.closest("[data-uploads]");
  if (!place || !target.files.length) return;
  add(place, [...target.files]);
  target.value = ""; // they travel by themselves, not a second time with the form
});

const fileDrag = (event) => event.dataTransfer?.types.includes("Files") && box(event.target.closest?.("form"));

document.addEventListener("dragover", (event) => {
  if (!fileDrag(event)) return;
  event.preventDefault();
  event.target.closest("form").dataset.dropping = "";
});

for (const name of ["dragleave", "drop", "dragend"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest?.("form");
    if (form && !(name === "dragleave" && form.contains(event.relatedTarget))) delete form.dataset.dropping;
  });
}

document.addEventListener("drop", (event) => {
  const place = fileDrag(event);
  if (!place) return;
  event.preventDefault();
  add(place, [...event.dataTransfer.files]);
});

document.addEventListener("paste", (event) => {
  const place = box(event.target.closest?.("form"));
  const files = [...(event.clipboardData?.files ?? [])];
  if (!place || !files.length || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  const at = new Date().toTimeString().slice(0, 8).replaceAll(":", "-");
  const named = (file) => new File([file], `${place.dataset.pasted} ${at} ${file.name}`, { type: file.type });
  add(place, files.map(named));
});

document.addEventListener("click", ({ target }) => {
  const upload = going.get(target.closest?.(".upload"));
  if (!upload) return;
  if (target.closest("[data-upload-away]")) away(upload);
  if (target.closest("[data-upload-again]")) send(upload);
});

addEventListener("online", () => {
  for (const upload of going.values()) if (upload.state === "broken") send(upload);
});
addEventListener("beforeunload", (event) => {
  const under = [...going.values()].some((one) => one.row.isConnected && ["under way", "broken"].includes(one.state));
  if (under) event.preventDefault();
});

// Another form of the page was sent, and the page is drawn anew: files of the rest move over.
let moving = [];

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  moving = [];
  for (const place of detail.target.querySelectorAll?.("[data-uploads]") ?? []) {
    if (place.closest("form") === detail.requestConfig?.elt) continue;
    const rows = [...part(place, "uploads-list").children];
    if (rows.length) moving.push([place.querySelector('input[type="file"]').id, rows]);
  }
});

document.addEventListener("htmx:afterSwap", () => {
  for (const [id, rows] of moving) {
    const place = document.getElementById(id)?.closest("[data-uploads]");
    if (!place || rows.some((row) => row.isConnected)) continue;
    part(place, "uploads-list").append(...rows);
    for (const row of rows) if (going.has(row)) going.get(row).place = place;
  }
  moving = [];
});
