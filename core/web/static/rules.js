// The JavaScript reader of rules: means what core/rules/python.py means. core/rules/javascript.py writes the trees that it reads.
// Nothing of a rule becomes code. Inside, a number is a BigInt of 10 decimal places, a date a count of days, unknown is null.

const ONE = 10n ** 10n;
const MOST = 10n ** 34n;
const LONGEST = 300;

// numbers

const size = (x) => (x < 0n ? -x : x);
const bounded = (x) => (size(x) < MOST ? x : null);
// Rounded half away from zero; `bottom` is not 0.
const ratio = (top, bottom) => {
  const found = (2n * size(top) + size(bottom)) / (2n * size(bottom));
  return (top < 0n) === (bottom < 0n) ? found : -found;
};
const downTo = (x, step) => x - (((x % step) + step) % step);

const decimal = (text) => {
  const found = /^(-?)(\d{1,60})(?:\.(\d{1,400}))?$/.exec(text);
  if (!found) return null;
  const places = (found[3] ?? "").padEnd(11, "0");
  const value = BigInt(found[2] + places.slice(0, 10)) + (places[10] >= "5" ? 1n : 0n);
  return bounded(found[1] ? -value : value);
};

const written = (x) => {
  const digits = size(x).toString().padStart(11, "0");
  const places = digits.slice(-10).replace(/0+$/, "");
  return `${x < 0n ? "-" : ""}${digits.slice(0, -10)}${places && `.${places}`}`;
};

// days: counted from 1 March of the year 0, so that a leap day is the last of its year

const floor = Math.floor;
const dayOf = (year, month, day) => {
  const y = month > 2 ? year : year - 1;
  return 365 * y + floor(y / 4) - floor(y / 100) + floor(y / 400) + floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
};
const FIRST = dayOf(1, 1, 1);
const LAST = dayOf(9999, 12, 31);
const inCalendar = (day) => (day >= FIRST && day <= LAST ? day : null);

const partsOf = (day) => {
  const era = floor(day / 146097);
  const rest = day - era * 146097;
  const y = floor((rest - floor(rest / 1460) + floor(rest / 36524) - floor(rest / 146096)) / 365);
  const within = rest - (365 * y + floor(y / 4) - floor(y / 100));
  const m = floor((5 * within + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return [y + era * 400 + (month < 3 ? 1 : 0), month, within - floor((153 * m + 2) / 5) + 1];
};

const lastOf = (year, month) => (month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

const dateOf = (text) => {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number);
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= lastOf(year, month) ? dayOf(year, month, day) : null;
};

const isoOf = (day) => partsOf(day).map((part, at) => String(part).padStart(at ? 2 : 4, "0")).join("-");

const later = (day, months) => {
  const [year, month, date] = partsOf(day);
  const count = year * 12 + month - 1 + months;
  const y = floor(count / 12);
  const m = count - 12 * y + 1;
  return y < 1 || y > 9999 ? null : dayOf(y, m, Math.min(date, lastOf(y, m)));
};

const yearsBetween = (born, on) => {
  const [[y, m, d], [year, month, day]] = [partsOf(born), partsOf(on)];
  return year - y - (month < m || (month === m && day < d) ? 1 : 0);
};

const whole = (count) => BigInt(count) * ONE;

// facts: what is not of its type is unknown

const entries = (value, item, lists) => {
  if (value.length > LONGEST) return null;
  const found = value.map((member) => clean(item, member, lists));
  return found.includes(null) ? null : found;
};

const row = (types, value, lists) =>
  typeof value !== "object" || Array.isArray(value)
    ? null
    : new Map(Object.entries(types).map(([name, type]) => [name, clean(type, Object.hasOwn(value, name) ? value[name] : null, lists)]));

const clean = (type, value, lists) => {
  if (value === null || value === undefined) return null;
  switch (type[0]) {
    case "n": return Number.isSafeInteger(value) ? whole(value) : typeof value.$n === "string" ? decimal(value.$n) : null;
    case "d": return typeof value.$d === "string" ? dateOf(value.$d) : null;
    case "b": return typeof value === "boolean" ? value : null;
    case "t": return typeof value === "string" ? value : null;
    case "c": return typeof value === "string" && lists[type[1]].includes(value) ? value : null;
    case "s": {
      const found = Array.isArray(value.$s) ? entries(value.$s, type[1], lists) : null;
      return found && new Set(found);
    }
    case "l": return Array.isArray(value) ? entries(value, type[1], lists) : null;
    case "r": return row(type[1], value, lists);
  }
  return null;
};

// functions: called with known values only, but for `is known`

const has = (holder, item) => (holder instanceof Set ? holder.has(item) : holder.includes(item));

const monthsBetween = (start, end) => {
  if (end < start) return 0 - monthsBetween(end, start);
  const [[y, m, d], [year, month, day]] = [partsOf(start), partsOf(end)];
  return (year - y) * 12 + month - m - (day < d ? 1 : 0);
};

const substring = (text, start, length = null) => {
  const signs = Array.from(text);
  const first = Number(start / ONE);
  const taken = length === null ? signs.length : Number(length / ONE);
  if (first === 0 || Math.abs(first) > signs.length || taken < 1) return null;
  const begin = first > 0 ? first - 1 : signs.length + first;
  return signs.slice(begin, begin + taken).join("");
};

const places = (x, count) => {
  const step = 10n ** (10n - count / ONE);
  return bounded(ratio(x, step) * step);
};

const least = (...values) => values.reduce((a, b) => (b < a ? b : a));
const most = (...values) => values.reduce((a, b) => (b > a ? b : a));

export const FUNCTIONS = {
  "is known": (x) => x !== null,
  contains: has,
  count: (members) => whole(members instanceof Set ? members.size : members.length),
  enrolled: has,
  done: has,
  age_on: (born, on) => whole(yearsBetween(born, on)),
  days_between: (earlier, later) => whole(later - earlier),
  "years and months duration": monthsBetween,
  "starts with": (text, start) => text.startsWith(start),
  "ends with": (text, end) => text.endsWith(end),
  "string length": (text) => whole(Array.from(text).length),
  substring,
  abs: size,
  floor: (x) => bounded(downTo(x, ONE)),
  ceiling: (x) => bounded(-downTo(-x, ONE)),
  "round half up": places,
  modulo: (a, b) => (b === 0n ? null : ((a % b) + b) % b),
  min: least,
  max: most,
};

// the tree: each node becomes a closure (facts, scene) => value; the scene holds the entries that quantifiers look at

const all = (parts, settles) => (facts, scene) => {
  let unknown = false;
  for (const part of parts) {
    const value = part(facts, scene);
    if (value === settles) return settles;
    if (value === null) unknown = true;
  }
  return unknown ? null : !settles;
};

const known = (parts, operate) => (facts, scene) => {
  const values = parts.map((part) => part(facts, scene));
  return values.includes(null) ? null : operate(...values);
};

const OPERATORS = {
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "!": (a) => !a,
  has: (item, members) => has(members, item),
  "n+": (a, b) => bounded(a + b),
  "n-": (a, b) => bounded(a - b),
  "n*": (a, b) => bounded(ratio(a * b, ONE)),
  "n/": (a, b) => (b === 0n ? null : bounded(ratio(a * ONE, b))),
  "n~": (a) => -a,
  "dm+": later,
  "dm-": (day, months) => later(day, -months),
  "dd+": (day, days) => inCalendar(day + days),
  "dd-": (day, days) => inCalendar(day - days),
  "d-": (later, earlier) => later - earlier,
  "i+": (a, b) => a + b,
  "i-": (a, b) => a - b,
};

const within = (item, low, high, lowClosed, highClosed) =>
  all([known([item, low], OPERATORS[lowClosed ? ">=" : ">"]), known([item, high], OPERATORS[highClosed ? "<=" : "<"])], false);

const chosen = (condition, then, otherwise) => (facts, scene) => {
  const truth = condition(facts, scene);
  return truth === null ? null : truth ? then(facts, scene) : otherwise(facts, scene);
};

const read = (name, type, lists) => (facts, scene) => {
  if (!scene.read.has(name)) scene.read.set(name, clean(type, Object.hasOwn(facts, name) ? facts[name] : null, lists));
  return scene.read.get(name);
};

const entry = (scene, name) => (scene.name === name ? scene.value : entry(scene.outer, name));

const quantified = (settles, name, holder, condition) => (facts, scene) => {
  const found = holder(facts, scene);
  if (found === null) return null;
  const parts = [...found].map((value) => () => condition(facts, { read: scene.read, outer: scene, name, value }));
  return all(parts, settles)(facts, scene);
};

const constant = (value) => () => value;

const literal = (node) =>
  node === null || typeof node !== "object" ? (typeof node === "number" ? whole(node) : node) : "$n" in node ? decimal(node.$n) : dateOf(node.$d);

const make = (node, lists) => {
  if (!Array.isArray(node)) return constant(literal(node));
  const [kind, ...rest] = node;
  const part = (one) => make(one, lists);
  switch (kind) {
    case "f": return read(rest[0], rest[1], lists);
    case "i": return constant(rest[0]);
    case "v": return (_facts, scene) => entry(scene, rest[0]);
    case "p": return (_facts, scene) => entry(scene, rest[0]).get(rest[1]);
    case "r": return known([part(rest[0])], (code) => lists[rest[1]].indexOf(code));
    case "&": return all(rest.map(part), false);
    case "|": return all(rest.map(part), true);
    case "?": return chosen(...rest.map(part));
    case "..": return within(...rest.slice(0, 3).map(part), ...rest.slice(3));
    case "in": {
      const item = part(rest[0]);
      return all(rest[1].map((option) => known([item, part(option)], OPERATORS["="])), true);
    }
    case "some":
    case "every": return quantified(kind === "some", rest[0], part(rest[1]), part(rest[2]));
    case "()": {
      const parts = rest.slice(1).map(part);
      return rest[0] === "is known" ? (facts, scene) => parts[0](facts, scene) !== null : known(parts, FUNCTIONS[rest[0]]);
    }
  }
  return known(rest.map(part), OPERATORS[kind]);
};

const told = (type, value) => {
  if (value === null) return null;
  if (value instanceof Set || Array.isArray(value)) return [...value].map((member) => told(type[1], member));
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, part]) => [name, told(type[1][name], part)]));
  return type[0] === "n" ? written(value) : type[0] === "d" ? isoOf(value) : value;
};

// Made once for a tree: facts => value. Facts are as JSON has them: numbers 18 or {"$n": "2.5"}, dates {"$d": "2026-03-14"}, sets
// {"$s": […]}, rows of a group as a list of objects. Numbers come back as decimal text, dates as ISO text.
export const compile = (tree) => {
  const rule = make(tree.rule, tree.lists);
  return (facts) => told(tree.type, rule(facts, { read: new Map() }));
};

const made = new WeakMap();
export const evaluate = (tree, facts) => {
  if (!made.has(tree)) made.set(tree, compile(tree));
  return made.get(tree)(facts);
};

export const daysFrom = dateOf;
export const yearsOn = (born, on) => yearsBetween(dateOf(born), dateOf(on));
