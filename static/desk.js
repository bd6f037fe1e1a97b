// Saves a report's draft while it is written. Without this script the form's own button does the same.
// What is typed stays in the page until the server has it; nothing newer is ever written over.
const form = document.querySelector("form[data-autosave]");
if (form) {
  const said = form.querySelector(".saved");
  const texts = form.dataset;
  const PAUSE = 3000; // ms after the last key
  let timer, delay = PAUSE, sending = false, dirty = false, stopped = false, lost = null;

  const typed = () => {
    const data = new FormData(form);
    data.delete("press");
    return data;
  };
  const plain = (data) => Object.fromEntries([...data].filter(([name]) => !["csrfmiddlewaretoken", "revision"].includes(name)));
  const tell = (text, isFault) => {
    said.textContent = text;
    said.classList.toggle("near", Boolean(isFault));
  };
  const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
  const later = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(send, ms);
  };
  const same = (mine, theirs) => mine && Object.keys(theirs).every((name) => (mine[name] ?? "").trim() === theirs[name]);

  async function send() {
    if (sending || stopped || !dirty) return;
    sending = true;
    dirty = false;
    const data = typed();
    tell(texts.saving);
    let answer = null;
    try {
      answer = await fetch(texts.autosave, {
        method: "POST", body: data, redirect: "manual", signal: AbortSignal.timeout(30000),
        headers: { "X-CSRFToken": cookie("csrftoken") ?? data.get("csrfmiddlewaretoken") },
      });
    } catch {
      answer = null;
    }
    sending = false;
    await heard(answer, data);
  }

  async function heard(answer, data) {
    if (answer === null || answer.status >= 500) {
      lost = plain(data); // it may have arrived all the same
      dirty = true;
      delay = Math.min(delay * 2, 60000);
      tell(texts.waiting, true);
      later(delay);
      return;
    }
    delay = PAUSE;
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      dirty = true;
      tell(texts.signedOut, true);
      return;
    }
    if (answer.status === 404) { dirty = true; stopped = true; tell(texts.signedOut, true); return; }
    const told = await answer.json();
    if (answer.ok) {
      lost = null;
      form.elements.revision.value = told.revision;
      if (!dirty) tell(told.said);
      else later(PAUSE);
    } else if (answer.status === 409) {
      dirty = true;
      if (same(lost, told.fields)) { // the answer to our own last saving was lost on the way
        lost = null;
        form.elements.revision.value = told.revision;
        later(0);
        return;
      }
      stopped = true;
      tell(`${told.said} ${texts.conflict}`, true);
      showTheirs(told.fields, plain(data));
    } else {
      dirty = true;
      tell([texts.faulty, ...Object.values(told.errors).flat()].join(" "), true);
    }
  }

  function showTheirs(fields, mine) {
    for (const [name, text] of Object.entries(fields)) {
      const box = form.elements[name];
      if (!(box instanceof HTMLTextAreaElement) || (mine[name] ?? "").trim() === text) continue;
      const note = document.createElement("div");
      note.className = "notice theirs";
      const head = document.createElement("strong");
      head.textContent = texts.theirs;
      const body = document.createElement("p");
      body.lang = box.lang;
      body.textContent = text || "—";
      note.append(head, body);
      box.after(note);
    }
  }

  form.addEventListener("input", () => { dirty = true; if (!stopped) later(delay); });
  form.addEventListener("submit", () => { clearTimeout(timer); dirty = false; stopped = true; });
  addEventListener("online", () => { if (dirty) later(0); });
  addEventListener("beforeunload", (event) => { if (dirty || sending) event.preventDefault(); });
}
