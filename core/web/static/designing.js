// The form designer with JavaScript: each answer is taken at once, parts are carried by the pointer, the preview follows.
// Steps go one after the other, each made on the version that the one before it gave. Without JavaScript every button is a plain post.

const area = () => document.getElementById("designer");
const lane = { last: Promise.resolve(), held: null, letGo: () => {} };

const valuesOf = (form, name) => new FormData(form).getAll(name);

// What belongs to a button: the inputs beside it, and whatever was typed and is not sent yet.
const bodyOf = (form, verb, names = []) => {
  const body = new FormData();
  const extra = [...form.elements].map((one) => one.name).filter((name) => /^_(?!do$|version$)/.test(name) || names.includes(name));
  for (const name of new Set(["csrf_token", ...extra, ...unsent(form)])) for (const value of valuesOf(form, name)) body.append(name, value);
  body.set("_do", verb);
  return body;
};

const unsent = (form) => [...form.querySelectorAll("[data-typed]")].map((one) => one.name).filter((name) => name && !name.startsWith("_"));

const settle = (form, names) => {
  for (const one of form.elements) if (names.includes(one.name)) delete one.dataset.typed;
};

const fresh = (html) => new DOMParser().parseFromString(html, "text/html").getElementById("designer");

// After a button of a rule: the part that it was about, wherever it stands now; of a new condition what it asks about.
const ruled = (now, pressed) => {
  const [, name, verb] = pressed.split(":");
  const opened = now.querySelector("[data-opened]"), details = opened?.closest("details");
  if (!details) return now.querySelector(`#r--${name}-rule :is(summary, select)`);
  const next = ["all", "any", "add", "begin"].includes(verb) ? details.querySelector("select") : document.getElementById(`${details.id}--${verb}`);
  return next ?? opened;
};

// Which details are open is the reader's own; a button of a rule opens the part that it was about.
const opened = () => [...area().querySelectorAll("details[data-keep][open]")].map((one) => one.id);
const reopen = (ids) => {
  for (const one of area().querySelectorAll("details[data-keep]")) {
    const told = one.closest("[data-rule]")?.querySelector("[data-opened]");
    one.open = told ? told.parentElement === one : one.open || ids.includes(one.id);
  }
};

// Where the keyboard was, it stays; a new question is named at once.
const refocus = (before, place) => {
  const now = area();
  const first = { add: "w--label-de", page: "w--title-de", check: "w--message-de", option: "option-label" }[now.dataset.did];
  const wrong = now.querySelector("[aria-invalid=true], [data-error-summary], [data-asked]");
  const stayed = document.activeElement && document.activeElement !== document.body && document.activeElement.id === before;
  const goal = wrong ?? (place.pressed?.startsWith("rule:") ? ruled(now, place.pressed) : null) ?? (place.deliberate && first && document.getElementById(first)) ?? (stayed ? null : document.getElementById(before));
  if (goal && goal !== document.activeElement) goal.focus({ preventScroll: Boolean(goal.id === before) });
  else if (!goal && !stayed && place.deliberate) now.querySelector(".fk-design__card--chosen .fk-design__open")?.focus();
  if (place.deliberate && first) goal?.select?.();
};

// A browser keeps what a person chose over what the page says; here the page is right, for it holds what is stored.
const untouch = (form, done) => {
  for (const one of form.elements) {
    if (one === document.activeElement && one.type !== "checkbox" && !(done && one.name.startsWith("_"))) continue;
    if (one.type === "checkbox") one.checked = one.defaultChecked;
    else if (one.tagName === "SELECT") for (const each of one.options) each.selected = each.defaultSelected || (each.index === 0 && !one.querySelector("[selected]"));
    else if (one.name.startsWith("_") && one.type !== "hidden" && one.tagName === "INPUT") one.value = one.defaultValue;
  }
};

const put = async (response, place) => {
  const html = await response.text();
  const before = document.activeElement?.id ?? "";
  const made = fresh(html);
  if (!made) { window.location.reload(); return; }
  // before anything is seen, so that nobody who goes on from here is overtaken by it
  history.replaceState(history.state, "", made.dataset.here);
  const kept = opened();
  await window.htmx.swap({ target: area(), text: html, swap: "outerMorph", sourceElement: area() });
  untouch(area(), response.ok && place.deliberate);
  reopen(kept);
  refocus(before, place);
  arrange();
  soon();
};

// What did not arrive counts as typed once more: it goes along with whatever is sent next.
const tellLost = (names = []) => {
  document.getElementById("said").textContent = area().dataset.unsaved;
  for (const one of area().elements) if (names.includes(one.name)) one.dataset.typed = "yes";
};

const ask = (make, place = {}) => {
  lane.last = lane.last.then(async () => {
    area().classList.add("fk-design__busy");
    const response = await make().catch(() => null);
    // nothing is drawn anew under a hand that carries something
    await lane.held;
    if (response) await put(response, place);
    else tellLost(place.names);
    area().classList.remove("fk-design__busy");
  });
  return lane.last;
};

const options = (more) => ({ credentials: "same-origin", headers: { "HX-Request": "true", "X-Requested-With": "fetch" }, ...more });

const send = (body, place = {}) => ask(() => {
  body.set("_version", area().elements.namedItem("_version").value);
  return fetch(area().getAttribute("action"), options({ method: "POST", body }));
}, { ...place, names: [...body.keys()] });

const go = (url) => ask(() => fetch(url, options({})), { deliberate: false });

// answers of the panel

document.addEventListener("input", (event) => {
  if (area()?.contains(event.target)) event.target.dataset.typed = "yes";
});

document.addEventListener("change", (event) => {
  const form = area(), one = event.target;
  if (!form?.contains(one) || !/^[pwr]:/.test(one.name)) return;
  const part = one.closest("[data-rule-fields]");
  if (part && one === keyed) return; // the arrows of the keyboard pass many entries: it is taken when the list is left
  if (part) { asks(part, one); return; }
  // a day is chosen in two steps
  if (one.value === "day" && !document.getElementById(`${one.id}-day`)?.value) { document.getElementById(`${one.id}-day`)?.focus(); return; }
  const body = bodyOf(form, "set", [one.name]);
  settle(form, [...body.keys()]);
  send(body);
});

// A condition is sent as a whole, and not before it says something: another comparison waits for its value.
let keyed = null;

const asks = (part, one) => {
  const form = area();
  const names = [...part.querySelectorAll("[name]")].map((each) => each.name).filter((name) => name !== "_do");
  const values = [...part.querySelectorAll(".fk-rule__value :is(select, textarea, input:not([type=hidden])), .fk-rule__other select")];
  const said = values.some((each) => (each.type === "checkbox" ? each.checked : each.value));
  const none = part.querySelector("option:checked[data-none]") || !values.length || one.name.endsWith(":fact");
  if (!none && !said) { if (one.name.endsWith(":operator")) values[0].focus(); return; }
  const body = bodyOf(form, "set", names);
  settle(form, [...body.keys()]);
  send(body);
};

document.addEventListener("keydown", (event) => {
  const one = event.target;
  if (!one.matches?.("[data-rule-fields] select")) return;
  if (event.key === "Enter" && keyed === one && one.dataset.typed) { keyed = null; asks(one.closest("[data-rule-fields]"), one); }
  else if (!["Tab", "Shift", "Enter"].includes(event.key)) keyed = one;
});
document.addEventListener("pointerdown", (event) => { if (event.target === keyed) keyed = null; });
document.addEventListener("focusout", (event) => {
  const one = event.target;
  if (keyed !== one) return;
  keyed = null;
  if (one.isConnected && one.dataset.typed) asks(one.closest("[data-rule-fields]"), one);
});

// Before the house's own handling of forms, which would send the page.
document.addEventListener("submit", (event) => {
  const form = area();
  if (event.target !== form) return;
  event.preventDefault();
  event.stopPropagation();
  // Return in a question presses the unseen button, but its change was sent before: an empty step would wipe away what that one is told
  if (event.submitter?.matches("[aria-hidden]") && !unsent(form).length) return;
  const body = bodyOf(form, event.submitter?.value || "set");
  settle(form, [...body.keys()]);
  send(body, { deliberate: true, pressed: event.submitter?.value });
}, true);

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-go]");
  if (!link || !area()?.contains(link) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link.href).then(() => {
    const panel = document.getElementById("panel");
    if (panel.getBoundingClientRect().top > window.innerHeight || matchMedia("(max-width: 48rem)").matches) { panel.scrollIntoView(); panel.focus({ preventScroll: true }); }
  });
});

// Return in an input that has a button of its own presses that one.
document.addEventListener("keydown", (event) => {
  const own = event.key === "Enter" && event.target.matches?.(".fk-design__pair input[name^='_']") && event.target.closest(".fk-design__pair").querySelector("button");
  if (!own) return;
  event.preventDefault();
  own.click();
});

// carried by the pointer; by keyboard the buttons of each part do the same

const hold = () => { lane.held = new Promise((letGo) => { lane.letGo = letGo; }); };

const carried = ({ item, from, to, newIndex, oldIndex }) => {
  const behind = item.previousElementSibling;
  const body = bodyOf(area(), item.dataset.kind ? `add:${item.dataset.kind}` : `carry:${item.dataset.part}`);
  if (!item.dataset.kind && from === to && newIndex === oldIndex) return;
  body.set("_into", to.dataset.into ?? "");
  body.set("_after", behind?.dataset.part?.split("/").at(-1) ?? "");
  // the server says where everything stands; what was drawn is taken back before it answers
  if (item.dataset.kind) item.remove();
  send(body, { deliberate: Boolean(item.dataset.kind) });
};

const LISTS = {
  pages: () => ({ group: "pages" }),
  options: () => ({ group: "options" }),
  // rows cannot stand in rows
  fields: (list) => ({ group: { name: "fields", put: (_to, from, item) => ["palette", "fields"].includes(from.options.group.name) && (list.dataset.inner === undefined || !item.querySelector("[data-inner]")) } }),
};

const arrange = () => {
  if (!window.Sortable || !area()) return;
  const look = { animation: 120, ghostClass: "fk-design__ghost", fallbackOnBody: true, emptyInsertThreshold: 12 };
  for (const list of area().querySelectorAll("[data-list]")) {
    if (window.Sortable.get(list)) continue;
    window.Sortable.create(list, { ...look, ...LISTS[list.dataset.list](list), handle: "[data-handle]", draggable: "[data-part]", onStart: hold, onEnd: (event) => { lane.letGo(); carried(event); } });
  }
  for (const list of area().querySelectorAll("[data-kinds]")) {
    if (window.Sortable.get(list)) continue;
    window.Sortable.create(list, { ...look, group: { name: "palette", pull: "clone", put: false }, sort: false, onStart: hold, onEnd: (event) => { lane.letGo(); if (event.to !== event.from) carried(event); } });
  }
};

// the preview: the form in the frame is asked for again with what was typed into it

const seen = { version: area()?.elements.namedItem("_version").value, home: "" };

const follow = async () => {
  const version = area().elements.namedItem("_version").value, home = area().dataset.home;
  if (version === seen.version && (home === seen.home || !home)) return;
  const turned = home && home !== seen.home;
  Object.assign(seen, { version, home: home || seen.home });
  const frame = document.getElementById("preview-frame"), inside = frame?.contentWindow, form = frame?.contentDocument?.getElementById("form");
  if (!form || !inside.htmx) { inside?.location.reload(); return; }
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  body.set("_do", "look");
  if (turned) body.set("_page", home);
  const response = await fetch(form.getAttribute("action"), options({ method: "POST", body }));
  if (response.ok) await inside.htmx.swap({ target: form, text: await response.text(), swap: "outerMorph", sourceElement: form });
};

// One step after the other does not wait for the preview: it follows when the hand rests.
let resting;
const soon = () => { clearTimeout(resting); resting = setTimeout(follow, 250); };

if (area()) {
  document.documentElement.classList.add("fk-lively");
  seen.home = area().dataset.home;
  arrange();
}
