// The page's event stream: what happens at the desk reaches it while it is looked at.
//
// Others listen on `document`: "troth:changed" (detail.tickets: numbers; detail.positions: how far
// each has come; detail.many: too many to name) and "troth:resync" (look at everything again).
// Where no stream gets through, the page is told to look again by the clock instead.

import { cutOff } from "./network.js";
import { toast } from "./toasts.js";

const meta = document.querySelector('meta[name="live"]');
const FIRST_PAUSE = 1_000; // milliseconds until a lost stream is tried again; doubled each time
const LONGEST_PAUSE = 30_000;
const SILENT = 40_000; // the desk says something every 15 s: a stream this silent is dead
const UNSEEN = 20_000; // a hidden tab lets its stream go: a browser opens few to one site
const TRIES = 3; // then the page asks by the clock
const POLL = 15_000;
const LATE = 500;

let source = null;
let tries = 0;
let heardAt = 0;
let spread = 0; // over how long the desk asks its readers to spread
let isFirst = true;
let isOver = false;
let again = 0;
let hiding = 0;
let polling = 0;

const send = (name, detail = {}) => document.dispatchEvent(new CustomEvent(name, { detail }));

// Changes are told a random while later, so that many readers do not all ask at once, and then
// together; the next at the earliest when all readers have had their turn twice.

const waiting = new Map();
let many = false;
let telling = 0;
let notBefore = 0;

function changed({ tickets = {}, many: tooMany = false }) {
  for (const [number, position] of Object.entries(tickets)) waiting.set(Number(number), position);
  many ||= tooMany;
  const pause = Math.max(Math.random() * spread, notBefore - Date.now());
  telling ||= setTimeout(tell, pause);
}

function tell() {
  telling = 0;
  notBefore = Date.now() + 2 * spread;
  const positions = new Map(waiting);
  const detail = { tickets: [...positions.keys()], positions, many };
  waiting.clear();
  many = false;
  send("troth:changed", detail);
}

const resync = (within = Math.max(spread, 300)) => setTimeout(send, Math.random() * within, "troth:resync");

// The stream.

const heeded = {
  hello({ since, position, away }) {
    tries = 0;
    clearInterval(polling);
    polling = 0;
    cutOff(away);
    const missed = since !== null && since < performance.now() + LATE;
    if (!isFirst) resync();
    else if (position) changed({ tickets: { [meta.dataset.ticket]: position } });
    else if (missed) resync();
    isFirst = false;
  },
  beat() {},
  changed,
  company: () => send("troth:company"),
  away: () => cutOff(true),
  resync: () => resync(),
  ended() {
    isOver = true;
    close();
    cutOff(true);
    toast(meta.dataset.ended, { act: meta.dataset.signIn, onAct: () => location.reload(), id: "ended" });
  },
};

function open() {
  close();
  if (isOver || document.hidden) return;
  heardAt = Date.now();
  source = new EventSource(meta.content);
  source.onerror = lost;
  for (const [name, heed] of Object.entries(heeded)) {
    source.addEventListener(name, ({ data }) => {
      const said = JSON.parse(data);
      heardAt = Date.now();
      spread = said.spread ?? spread;
      heed(said);
    });
  }
}

function close() {
  clearTimeout(again);
  source?.close();
  source = null;
}

function lost() {
  close();
  tries += 1;
  if (!polling) cutOff(true);
  if (tries >= TRIES) polling ||= setInterval(poll, POLL * (1 + Math.random() / 3));
  const pause = Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE);
  again = setTimeout(open, pause * (0.5 + Math.random()));
}

function poll() {
  if (!document.hidden) send("troth:resync");
}

function shown() {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(close, UNSEEN);
  else if (!source) open();
}

if (meta) {
  document.addEventListener("visibilitychange", shown);
  addEventListener("pagehide", close);
  addEventListener("pageshow", ({ persisted }) => persisted && open());
  addEventListener("online", open);
  addEventListener("offline", close);
  setInterval(() => source && Date.now() - heardAt > SILENT && lost(), 5_000);
  open();
}
