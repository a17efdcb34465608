// Carries a part of a rule to another place with the pointer; by keyboard the buttons of each part do the same.
let carried = null;
let target = null;

const unmark = () => {
  for (const each of document.querySelectorAll(".fk-build--before, .fk-build--after")) each.classList.remove("fk-build--before", "fk-build--after");
};

// The innermost part of the same rule under the pointer that stands in a group, unless it is the carried one or inside of it.
const under = (event) => {
  let part = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-rule-part]");
  while (part && !part.parentElement.parentElement.matches("[data-rule-group]")) part = part.parentElement.closest("[data-rule-part]");
  if (!part || carried.contains(part) || part.closest("[data-rule]") !== carried.closest("[data-rule]")) return null;
  const box = part.querySelector(".fk-build__said").getBoundingClientRect();
  return { part, after: event.clientY > box.top + box.height / 2 };
};

const letGo = () => {
  carried?.classList.remove("fk-build--carried");
  unmark();
  carried = target = null;
};

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("[data-rule-handle]");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  carried = handle.closest("[data-rule-part]");
  carried.classList.add("fk-build--carried");
});

document.addEventListener("pointermove", (event) => {
  if (!carried) return;
  unmark();
  target = under(event);
  target?.part.classList.add(target.after ? "fk-build--after" : "fk-build--before");
});

document.addEventListener("pointerup", () => {
  const rule = carried?.closest("[data-rule]"), button = rule?.querySelector("[data-rule-carry]");
  if (target && button?.form) {
    const item = target.part.parentElement;
    const place = [...item.parentElement.children].indexOf(item) + (target.after ? 1 : 0);
    button.value = `${rule.dataset.rule}:carry:${carried.dataset.rulePart}:${item.parentElement.dataset.ruleGroup}:${place}`;
    button.form.requestSubmit(button);
  }
  letGo();
});

document.addEventListener("pointercancel", letGo);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") letGo(); });

// Return in an input of a condition presses the button of that condition, where it is shown.
document.addEventListener("keydown", (event) => {
  const own = event.key === "Enter" && event.target.matches?.("[data-rule-fields] input:not([type=checkbox])") && event.target.closest("[data-rule-fields]").querySelector("button");
  if (!own || !own.checkVisibility()) return;
  event.preventDefault();
  own.click();
});
