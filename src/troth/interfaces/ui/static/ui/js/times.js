// Times that live: what is due ticks, and a reader far from the desk sees their own clock too.
// The server's clock counts, not the reader's, so the difference is taken once.

import { say } from "./words.js";

const meta = document.querySelector('meta[name="now"]');
const ahead = meta ? Date.parse(meta.content) - Date.now() : 0;
const now = () => Date.now() + ahead;

const MINUTE = 60_000;
// Plain "en" would write 2:00 PM, and the desk writes 14:00.
const language = document.documentElement.lang.replace(/^en$/, "en-GB");

/** The same words as `troth.interfaces.ui.times.length_words`. */
function words(milliseconds, about = false) {
  const whole = Math.floor(milliseconds / MINUTE);
  const [minutes, hours, days] = [whole % 60, Math.floor(whole / 60), Math.floor(whole / 1440)];
  if (whole < 1 && !about) return say("minute");
  if (hours < 1) return say("minutes", { minutes: Math.max(minutes, 1) });
  if (days < 1) return say(minutes && !about ? "hoursMinutes" : "hours", { hours, minutes });
  const rest = about ? 0 : hours % 24;
  return say(days < 7 && rest ? "daysHours" : "days", { days, hours: rest });
}

function tick() {
  for (const shown of document.querySelectorAll("time[data-due]")) {
    const left = Date.parse(shown.dateTime) - now();
    const text = left >= 0 ? say("due", { length: words(left) }) : say("broken", { length: words(-left) });
    if (shown.textContent !== text) shown.textContent = text;
  }
  for (const shown of document.querySelectorAll("time[data-ago]")) {
    const gone = Math.max(0, now() - Date.parse(shown.dateTime));
    const text = say("ago", { length: words(gone, shown.dataset.ago === "about") });
    if (shown.textContent !== text) shown.textContent = text;
  }
}

/** Minutes east of UTC that an instant is written with: "2026-11-23T14:00:00-05:00" is -300. */
function written(instant) {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(instant);
  if (!offset) return 0;
  return (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
}

// Whose clock the reader reads: the zone they chose, else the browser's.
const zone = document.querySelector('meta[name="zone"]')?.content || undefined;

const WEEK = 6 * 1440 * MINUTE; // within which a weekday names one day alone

/** An instant on the wall of a zone: "14:00", with the day where the desk has another. */
function wall(at, timeZone, day) {
  const near = Math.abs(at - now()) < WEEK;
  const named = near ? { weekday: "short" } : { day: "numeric", month: "short" };
  return at.toLocaleString(language, { timeZone, ...(day && named), hour: "2-digit", minute: "2-digit" }).replace(", ", " ");
}

const dayOf = (at, timeZone) => at.toLocaleDateString(language, { timeZone });

/** Add the reader's own time where it differs from the desk's. */
function localise(root) {
  for (const shown of root.querySelectorAll("time[data-local]")) {
    const at = new Date(shown.dateTime);
    const desk = new Date(at.getTime() + written(shown.dateTime) * MINUTE);
    delete shown.dataset.local;
    if (wall(at, zone, true) === wall(desk, "UTC", true)) continue;
    const same = dayOf(at, zone) === dayOf(desk, "UTC");
    const full = { timeZone: zone, dateStyle: "full", timeStyle: "long" };
    shown.title = at.toLocaleString(language, full);
    shown.append(" ", say("own", { time: wall(at, zone, !same) }));
  }
}

function show(root) {
  localise(root);
  tick();
}

show(document);
setInterval(tick, 5_000);
document.addEventListener("htmx:afterSwap", () => show(document));
document.addEventListener("htmx:oobAfterSwap", () => show(document));
