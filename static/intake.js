// Splits a text at the cursor: the button sends the place, counted in characters. Without this script the place is marked by //.
const places = new WeakMap();
document.addEventListener("focusout", ({ target }) => {
  if (target.matches?.(".intake-row textarea")) places.set(target, target.selectionStart);
});
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("button[data-split]");
  if (!button) return;
  const text = button.closest(".intake-row").querySelector(`textarea[name="${button.dataset.split}"]`);
  const at = places.get(text);
  if (at) button.form.elements.place.value = [...text.value.slice(0, at)].length;
});
