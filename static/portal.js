// The language switch stays on the same paragraph: the server never sees the part after #.
for (const link of document.querySelectorAll(".languages a")) {
  link.addEventListener("click", () => { link.hash = location.hash; });
}
