// The language switch stays on the same paragraph: the server never sees the part after #.
for (const link of document.querySelectorAll(".languages a")) {
  link.addEventListener("click", () => { link.hash = location.hash; });
}

// What may be copied gets a button that copies it.
for (const source of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  const text = source.textContent, button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = source.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = source.dataset.copied;
    setTimeout(() => { button.textContent = source.dataset.copy; }, 2000);
  });
  source.after(button);
}
