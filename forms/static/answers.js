// What was typed becomes an answer, as forms/kinds reads it on the server; what cannot be taken is null. Answers are as rules.js
// takes facts: numbers {"$n": "2.5"}, days {"$d": "2026-03-14"}, several codes {"$s": […]}.

const BLANK = "\\t\\n\\v\\f\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const ENDS = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g");
const PARTING = new RegExp(`[${BLANK}'’]`, "g");
const REFUSED = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]/;
const BREAKS = /[\n\x85\u2028\u2029]/;
const WHOLE = /^(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)$/;
const DIGITS = 15;

const trimmed = (text) => text.replace(ENDS, "");

// Digits of every script count. Each script has its ten in a row.
const digit = (sign) => {
  let place = sign.codePointAt(0);
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(--place))) value += 1;
  return String(value % 10);
};
const plainDigits = (text) => text.replace(/[^\P{Nd}0-9]/gu, digit);

const text = (typed, limit, lines) => {
  const length = (value) => Array.from(value).length;
  const found = typed.replace(/\r\n?/g, "\n");
  if (length(found) > 4 * limit || REFUSED.test(found)) return null;
  const composed = found.normalize("NFC");
  return length(composed) > limit || (!lines && BREAKS.test(composed)) ? null : composed;
};

const commaOf = (digits, places) => {
  const marks = digits.match(/[.,]/g) ?? [];
  if (new Set(marks).size === 2) return marks.at(-1);
  if (marks.length !== 1) return "";
  const [before, after] = digits.split(marks[0]);
  if (marks[0] === "," || after.length !== 3 || before.length < 1 || before.length > 3 || before.startsWith("0")) return marks[0];
  return places < 3 ? "" : null;
};

// The number that is meant, as decimal text.
const number = (typed, places) => {
  const bare = plainDigits(typed).replace(PARTING, "").replaceAll("−", "-");
  const minus = bare.startsWith("-");
  const digits = minus ? bare.slice(1) : bare.replace(/^\+/, "");
  const comma = commaOf(digits, places);
  if (comma === null) return null;
  const at = comma ? digits.lastIndexOf(comma) : digits.length;
  const [before, after] = [digits.slice(0, at), comma ? digits.slice(at + 1) : "0"];
  if (!WHOLE.test(before) || (comma && before.includes(comma)) || !/^\d+$/.test(after)) return null;
  const [whole, rest] = [before.replace(/[.,]/g, "").replace(/^0+/, "") || "0", after.replace(/0+$/, "")];
  if (whole.length > DIGITS || rest.length > places) return null;
  return `${minus && (whole !== "0" || rest) ? "-" : ""}${whole}${rest && `.${rest}`}`;
};

// Fixed point by whole numbers: comparing never loses a digit.
const scaled = (plain) => {
  const [whole, rest = ""] = String(plain).split(".");
  return BigInt(whole + rest.padEnd(6, "0"));
};
const within = (plain, low, high) => plain !== null && (low === null || scaled(plain) >= scaled(low)) && (high === null || scaled(plain) <= scaled(high));
const counted = (plain, low, high) => (within(plain, low, high) ? { $n: plain } : null);

const wholeNumber = (typed, low, high) => {
  const plain = plainDigits(typed).replace(/^−/, "-");
  return /^-?\d{1,15}$/.test(plain) ? counted(String(BigInt(plain)), low, high) : null;
};

const money = (typed, low, high) => {
  const bare = trimmed(typed.replace(/€|euro?/i, ""));
  const plain = number(bare.replace(new RegExp(`[.,][${BLANK}]?[-–—]{1,2}$`), ""), 2);
  return plain === null ? null : counted(String(scaled(plain) / 10000n), low, high);
};

const HOURS = "(?:h|hours?|hrs?|std\\.?|stunden?)";
const MINUTES = "(?:m|min\\.?|minutes?|mins?|minuten?)";
const SPAN = new RegExp(`^(?:([\\d.,]+)[${BLANK}]*${HOURS})?[${BLANK}]*(?:([\\d.,]+)[${BLANK}]*${MINUTES}?)?$`);
const CLOCK = new RegExp(`^(\\d{1,4}):(\\d{1,2})(?:[${BLANK}]*(?:h|std\\.?|uhr))?$`);

const minutesOf = (typed) => {
  const clock = CLOCK.exec(typed);
  if (clock) return Number(clock[2]) > 59 ? null : BigInt(clock[1]) * 60n + BigInt(clock[2]);
  const words = SPAN.exec(typed);
  if (!words || !(words[1] || words[2])) return null;
  const [hours, minutes] = [words[1] ? number(words[1], 2) : "0", words[2] ? number(words[2], 0) : "0"];
  if (hours === null || minutes === null) return null;
  const total = scaled(hours) * 60n + scaled(minutes);
  return total % 1000000n ? null : total / 1000000n;
};

const span = (typed, low, high) => {
  const minutes = minutesOf(plainDigits(typed.toLowerCase()));
  return minutes === null ? null : counted(String(minutes), low, high);
};

const day = (typed, earliest, latest) => {
  const plain = plainDigits(typed);
  const german = new RegExp(`^(\\d{1,2})\\.[${BLANK}]?(\\d{1,2})\\.[${BLANK}]?(\\d{4})$`).exec(plain);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (!german && !iso) return null;
  const [year, month, date] = german ? [german[3], german[2], german[1]] : iso.slice(1);
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (year < "1900" || year > "2199" || !(month >= 1 && month <= 12) || !(date >= 1 && date <= last)) return null;
  const found = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return (earliest && found < earliest) || (latest && found > latest) ? null : { $d: found };
};

const ONE = {
  text: (typed, limit) => text(typed, limit, false),
  lines: (typed, limit) => text(typed, limit, true),
  whole: wholeNumber,
  decimal: (typed, places, low, high) => counted(number(typed, places), low, high),
  share: (typed, places) => counted(number(typed.replace(/%$/, ""), places), 0, 100),
  money,
  span,
  day,
  yes: (typed) => (typed === "yes" ? true : typed === "no" ? false : null),
  code: (typed) => typed,
};

const several = (values) => {
  const chosen = [...new Set(values.filter((value) => value))];
  if (!chosen.length || (chosen.includes("-") && chosen.length > 1)) return null;
  return { $s: chosen.filter((value) => value !== "-") };
};

// `kind` names the reader with its bounds, `values` is what the controls of the field hold.
export const readAnswer = ([kind, ...bounds], values) => {
  if (kind === "codes") return several(values);
  const typed = trimmed(values[0] ?? "");
  return typed ? ONE[kind](typed, ...bounds) : null;
};
