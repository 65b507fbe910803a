// The wallboard's clock, and its word that it is cut off: old data on a wall are worse than none.

const PATIENCE = 35_000; // three askings
const alarm = document.querySelector("[data-wall-alarm]");
const meta = document.querySelector('meta[name="now"]');
const ahead = meta ? Date.parse(meta.content) - Date.now() : 0;
let heard = performance.now();
let from = "";

function words(at, zone) {
  return at.toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
}

function tick() {
  const clock = document.querySelector("[data-wall-clock]");
  if (clock) {
    const text = words(new Date(Date.now() + ahead), clock.dataset.zone);
    if (clock.textContent !== text) clock.textContent = text;
    from ||= words(new Date(clock.dateTime), clock.dataset.zone);
  }
  const late = performance.now() - heard > PATIENCE;
  if (late === alarm.hidden) {
    alarm.textContent = late ? alarm.dataset.words.replace("{time}", from) : "";
    alarm.hidden = !late;
    document.querySelector("#wall")?.classList.toggle("wall--old", late);
  }
}

document.addEventListener("htmx:afterSwap", () => {
  heard = performance.now();
  from = "";
  tick();
});
document.addEventListener("visibilitychange", tick);
setInterval(tick, 1_000);
tick();
