// Times that live: what is due ticks, and a reader far from the desk sees their own clock too.
// The server's clock counts, not the reader's, so the difference is taken once.

const meta = document.querySelector('meta[name="now"]');
const ahead = meta ? Date.parse(meta.content) - Date.now() : 0;
const now = () => Date.now() + ahead;

const MINUTE = 60_000;

/** The same words as `troth.interfaces.ui.times.length_words`. */
function words(milliseconds) {
  const minutes = Math.floor(milliseconds / MINUTE);
  if (minutes < 1) return "under a minute";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  const days = Math.floor(hours / 24);
  if (days < 7 && hours % 24) return `${days} d ${hours % 24} h`;
  return `${days} d`;
}

function tick() {
  for (const shown of document.querySelectorAll("time[data-due]")) {
    const left = Date.parse(shown.dateTime) - now();
    const text = left >= 0 ? `in ${words(left)}` : `broken ${words(-left)} ago`;
    if (shown.textContent !== text) shown.textContent = text;
  }
  for (const shown of document.querySelectorAll("time[data-ago]")) {
    const text = `${words(Math.max(0, now() - Date.parse(shown.dateTime)))} ago`;
    if (shown.textContent !== text) shown.textContent = text;
  }
}

/** Minutes east of UTC that an instant is written with: "2026-11-23T14:00:00-05:00" is -300. */
function written(instant) {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(instant);
  if (!offset) return 0;
  return (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
}

/** Add the reader's own time where it differs from the desk's. */
function localise(root) {
  for (const shown of root.querySelectorAll("time[data-local]")) {
    const at = new Date(shown.dateTime);
    delete shown.dataset.local;
    if (-at.getTimezoneOffset() === written(shown.dateTime)) continue;
    const desk = Date.parse(shown.dateTime) + written(shown.dateTime) * MINUTE;
    const same = new Date(desk).getUTCDate() === at.getDate();
    const own = at.toLocaleString("en-GB", {
      weekday: same ? undefined : "short",
      hour: "2-digit",
      minute: "2-digit",
    });
    shown.title = at.toLocaleString("en-GB", { dateStyle: "full", timeStyle: "long" });
    shown.append(` (${own} your time)`);
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
