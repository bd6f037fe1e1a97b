// “Check a file”: the browser hashes the file itself, so that it is never sent. Without this the form sends it.
const answer = document.getElementById("answer");
const form = document.querySelector("[data-check-file]");

async function ask(digest) {
  const address = new URL(form.action);
  address.searchParams.set("sha256", digest);
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  answer.replaceChildren(...page.getElementById("answer").childNodes);
  history.replaceState(null, "", address);
  answer.focus({ preventScroll: true });
  answer.scrollIntoView({ block: "nearest" });
}

async function check(file) {
  answer.textContent = answer.dataset.working;
  try {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    await ask(Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  } catch {
    answer.textContent = answer.dataset.failed;
  }
}

if (form && window.crypto && crypto.subtle) { // secure addresses only
  const input = form.querySelector("input[type=file]");
  const help = form.querySelector("[data-with-script]");
  help.textContent = help.dataset.withScript;
  form.addEventListener("submit", (event) => { event.preventDefault(); check(input.files[0]); });
  input.addEventListener("change", () => { if (input.files[0]) check(input.files[0]); });
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files[0]) { input.files = event.dataTransfer.files; check(event.dataTransfer.files[0]); }
  });
}
