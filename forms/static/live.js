// A page of a form that follows its own rules: fields come and go, are demanded and worked out at once, also without a connection.
// The server settles everything again when the page is sent. Focus stays where it is; what comes is said to those who listen.

import * as rules from "../../static/rules.js";
import { readAnswer } from "./answers.js";
import { ready, settle } from "./settle.js";

const control = (form, name) => [...form.elements].filter((one) => one.name === name && one.type !== "file");

// Also of what is hidden: it counts again as soon as it is asked again.
const valuesOf = (form, name) =>
  control(form, name).filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked).map((one) => one.value);

const typed = (form, sheet) =>
  Object.fromEntries(Object.entries(sheet.live).map(([id, kind]) => [id, readAnswer(kind, valuesOf(form, id))]));

const frameOf = (form, id) => form.querySelector(`[data-field="${CSS.escape(id)}"]`);

const labelOf = (form, id) => {
  const label = frameOf(form, id)?.querySelector("legend, .kern-label")?.cloneNode(true);
  label?.querySelectorAll(".kern-label__optional").forEach((mark) => mark.remove());
  return label?.textContent.trim() ?? "";
};

// shown and hidden

const show = (form, hidden) => {
  const came = [];
  for (const box of form.querySelectorAll("[data-if]")) {
    const away = hidden.has(box.dataset.if);
    if (away === box.hidden) continue;
    if (away && box.contains(document.activeElement)) {
      box.addEventListener("focusout", () => setTimeout(() => follow(form)), { once: true });
      continue;
    }
    box.hidden = away;
    box.disabled = away;
    if (!away) came.push(box.dataset.if);
  }
  return came;
};

// What was seen here is not shown once more by the server as a further question.
const noteShown = (form, came) => {
  const seen = form.elements.namedItem("_shown");
  if (seen && came.length) seen.value = [...new Set([...seen.value.split(" "), ...came])].filter(Boolean).join(" ");
};

const demand = (form, sheet, must) => {
  for (const id of Object.keys(sheet.must)) {
    const needed = must.includes(id);
    form.querySelectorAll(`[data-optional="${CSS.escape(id)}"]`).forEach((mark) => { mark.hidden = needed; });
    for (const one of control(form, id)) {
      if (["radio", "checkbox"].includes(one.type)) continue;
      if (needed) one.setAttribute("aria-required", "true");
      else one.removeAttribute("aria-required");
    }
  }
};

// worked out

const rounded = (text) => {
  const [whole, places = ""] = text.replace("-", "").split(".");
  const kept = BigInt(whole + places.slice(0, 6).padEnd(6, "0"));
  const rest = places.slice(6).replace(/0+$/, "");
  const up = rest > "5" || (rest === "5" && kept % 2n === 1n) ? 1n : 0n;
  const digits = String(kept + up).padStart(7, "0");
  return [text.startsWith("-"), digits.slice(0, -6), digits.slice(-6).replace(/0+$/, "")];
};

export const shownNumber = (text, language) => {
  const [minus, whole, places] = rounded(text);
  const [point, comma] = language === "en" ? [",", "."] : [".", ","];
  const sign = minus && (whole !== "0" || places) ? "-" : "";
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, point) + (places && comma + places);
};

const SHOWN = {
  number: (value) => shownNumber(value, document.documentElement.lang),
  date: (value) => value.split("-").reverse().join("."),
  yes_no: (value, words) => (value ? words.yes : words.no),
  text: (value) => value,
};

const workOut = (form, sheet, computed, words) => {
  for (const [id, , gives] of sheet.computed) {
    const place = frameOf(form, id)?.querySelector("bdi");
    const told = Object.hasOwn(computed, id) ? SHOWN[gives](computed[id], words) : "–";
    if (place && place.textContent !== told) place.textContent = told;
  }
};

// checks: told as a hint while somebody still types; the server alone refuses

const hint = (form, sheet, field, check) => {
  const [text, lang] = sheet.messages[check];
  const line = Object.assign(document.createElement("p"), { className: "kern-hint fk-live", id: `${field}--${check}`, textContent: text, lang, dir: "auto" });
  frameOf(form, field)?.append(line);
  control(form, field).slice(0, 1).forEach((one) => one.setAttribute("aria-describedby", `${one.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim()));
};

const unhint = (form, line) => {
  for (const one of form.querySelectorAll(`[aria-describedby~="${CSS.escape(line.id)}"]`)) {
    const left = one.getAttribute("aria-describedby").split(" ").filter((id) => id !== line.id).join(" ");
    if (left) one.setAttribute("aria-describedby", left);
    else one.removeAttribute("aria-describedby");
  }
  line.remove();
};

const check = (form, sheet, failed) => {
  const came = [];
  for (const [, field, id] of sheet.checks) {
    const line = document.getElementById(`${field}--${id}`);
    // what the server has refused stands there in red already
    const wanted = failed.includes(id) && !document.getElementById(`${field}-error`);
    if (line && !wanted) unhint(form, line);
    if (!line && wanted) { hint(form, sheet, field, id); came.push(sheet.messages[id][0]); }
  }
  return came;
};

// the page

const mark = (form, { place, count }) => {
  const line = form.querySelector("[data-progress]");
  const told = line?.dataset.progress.replace("{place}", place).replace("{count}", count + 1);
  if (line && line.textContent !== told) line.textContent = told;
};

const sheets = new WeakMap();
const sheetOf = (form) => {
  const script = form.querySelector("script[data-rules]");
  if (!script) return null;
  if (sheets.get(form)?.text !== script.textContent) {
    sheets.set(form, { text: script.textContent, sheet: ready(JSON.parse(script.textContent), rules), words: script.dataset });
  }
  return sheets.get(form);
};

const follow = (form) => {
  const found = sheetOf(form);
  if (!found) return;
  const { sheet, words } = found;
  const outcome = settle(sheet, typed(form, sheet));
  const came = show(form, new Set(outcome.hidden));
  noteShown(form, came);
  demand(form, sheet, outcome.must);
  workOut(form, sheet, outcome.computed, words);
  const told = [...came.map((id) => words.asked.replace("{label}", labelOf(form, id))), ...check(form, sheet, outcome.failed)];
  if (told.length) form.querySelector("[data-said]").textContent = told.join(" ");
  mark(form, outcome);
};

const following = new WeakSet();
const begin = () => {
  for (const form of [...document.querySelectorAll("script[data-rules]")].map((script) => script.closest("form"))) {
    if (!following.has(form)) {
      following.add(form);
      form.addEventListener("input", () => follow(form));
      form.addEventListener("change", () => follow(form));
    }
    follow(form);
  }
};

document.addEventListener("htmx:after:swap", begin);
// Some browsers put back what was typed before only when the page is there.
window.addEventListener("pageshow", begin);
begin();
