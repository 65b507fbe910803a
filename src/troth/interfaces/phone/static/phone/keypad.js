// A keypad that calls the line: it asks the desk to sign each request, sends it to the real webhook, and
// does what the answer says. Needs #telephone with its addresses and words.

const telephone = document.querySelector("#telephone");
const heard = document.querySelector("#heard");
const keys = [...telephone.querySelectorAll("[data-digit]")];
const token = telephone.querySelector("[name=csrfmiddlewaretoken]").value;
const words = telephone.dataset;
let call = null;

function tell(text, whose = "line") {
  const line = document.createElement("p");
  line.className = `telephone__${whose}`;
  line.textContent = text;
  heard.append(line);
  line.scrollIntoView({ block: "nearest" });
  if (whose === "line" && document.querySelector("#aloud").checked) {
    window.speechSynthesis?.speak(new SpeechSynthesisUtterance(text));
  }
}

async function ask(address, fields) {
  const place = new URL(address, location.href).pathname;
  const form = new URLSearchParams({ CallSid: call.sid, From: call.from, ...fields });
  const asked = new URLSearchParams(form);
  asked.set("address", place);
  const signed = await fetch(words.sign, { method: "POST", body: asked, headers: { "X-CSRFToken": token } });
  const { signature } = await signed.json();
  const answer = await fetch(place, { method: "POST", body: form, headers: { "X-Twilio-Signature": signature } });
  if (!answer.ok) throw new Error(answer.status);
  return new DOMParser().parseFromString(await answer.text(), "text/xml").documentElement;
}

async function follow(address, fields) {
  const mine = call;
  mine.wants = null;
  try {
    const answer = await ask(address, fields);
    if (call === mine) await act([...answer.children]);
  } catch {
    if (call === mine) over(words.failed);
  }
}

async function act(verbs) {
  for (const verb of verbs) {
    const say = verb.querySelector("Say")?.textContent;
    if (verb.tagName === "Say") tell(verb.textContent);
    else if (verb.tagName === "Gather") {
      tell(say);
      call.wants = { kind: "keys", address: verb.getAttribute("action"), one: verb.getAttribute("numDigits") === "1", typed: "" };
      return;
    } else if (verb.tagName === "Record") {
      tell(words.recording, "desk");
      call.wants = { kind: "recording", address: verb.getAttribute("action"), since: Date.now() };
      return;
    } else if (verb.tagName === "Dial") {
      tell(words.rung, "desk");
      await follow(verb.getAttribute("action"), { DialCallStatus: "no-answer" });
      return;
    } else if (verb.tagName === "Hangup") {
      await hang();
      return;
    }
  }
}

function press(digit) {
  tell(digit, "caller");
  const wants = call?.wants;
  if (!wants) return;
  if (wants.kind === "recording") {
    const seconds = Math.max(1, Math.round((Date.now() - wants.since) / 1000));
    const where = `${location.origin}/phone/simulator/recordings/${call.sid}`;
    follow(wants.address, { RecordingUrl: where, RecordingDuration: String(seconds) });
  } else if (wants.one) follow(wants.address, { Digits: digit });
  else if (digit === "#") follow(wants.address, { Digits: wants.typed });
  else wants.typed += digit;
}

async function hang() {
  const ended = call;
  if (!ended) return;
  try {
    await ask(words.end, { CallStatus: "completed" });
  } finally {
    over(words.over);
  }
}

function over(text) {
  tell(text, "desk");
  call = null;
  show();
}

function show() {
  for (const key of keys) key.disabled = !call;
  document.querySelector("#dial").disabled = Boolean(call);
  document.querySelector("#hang").disabled = !call;
}

document.querySelector("#dial").addEventListener("click", () => {
  heard.replaceChildren();
  call = { sid: `CA${crypto.randomUUID().replaceAll("-", "")}`, from: document.querySelector("#from").value, wants: null };
  tell(words.ringing, "desk");
  show();
  follow(words.first, {});
});
document.querySelector("#hang").addEventListener("click", hang);
telephone.addEventListener("click", (event) => {
  const digit = event.target.closest("[data-digit]")?.dataset.digit;
  if (digit) press(digit);
});
document.addEventListener("keydown", (event) => {
  if (call && /^[0-9*#]$/.test(event.key) && !event.target.closest("input")) press(event.key);
});
