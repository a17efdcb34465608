// Placeholders of letters go where somebody writes; without JavaScript the server puts them at the end of the text.

const FIELDS = 'textarea[name^="w::text:"], [name^="w::subject:"]';
const last = { id: "" };

document.addEventListener("focusin", (event) => {
  if (event.target.matches?.(FIELDS)) last.id = event.target.id;
});

const field = () => document.getElementById(last.id) ?? document.querySelector('textarea[name="w::text:de"]');

// Before the designer's own handling, which would send the button.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-slot]");
  const into = button && field();
  if (!into) return;
  event.preventDefault();
  const end = into.id === last.id ? into.selectionEnd : into.value.length;
  const start = into.id === last.id ? into.selectionStart : end;
  into.focus();
  // the blank that somebody typed at the end is not kept with the text
  const blank = /[\p{L}\p{N}.,:;!?}]$/u.test(into.value.slice(0, start)) ? " " : "";
  into.setRangeText(blank + button.dataset.slot, start, end, "end");
  into.dispatchEvent(new Event("input", { bubbles: true }));
  into.dispatchEvent(new Event("change", { bubbles: true }));
}, true);
