// What follows from the answers on a page, as forms/fill.py settles it on the server. `sheet` is what forms/live.py wrote into the page.

const VALUES = { number: (told) => ({ $n: told }), date: (told) => ({ $d: told }) };

// Each rule is made once for a sheet: `rules` is the module rules.js.
export const ready = (sheet, rules) => ({
  ...sheet,
  made: sheet.rules.map(([type, rule]) => rules.compile({ type, rule, lists: sheet.lists })),
  yearsOn: rules.yearsOn,
});

const derived = (sheet, facts) => {
  const found = { ...facts };
  if (sheet.derives.includes("entry_date")) found.entry_date = sheet.known.entry_date ?? { $d: sheet.on };
  const born = facts.date_of_birth?.$d;
  if (born) found.age = sheet.yearsOn(born, sheet.on);
  if (sheet.categories && typeof facts.residence_title === "string") {
    found.residence_category = Object.hasOwn(sheet.categories, facts.residence_title) ? sheet.categories[facts.residence_title] : null;
  }
  return found;
};

const decided = (sheet, left, hidden) => {
  const bound = sheet.bound.filter(([id]) => Object.hasOwn(left, id)).map(([id, fact]) => [fact, left[id]]);
  const facts = derived(sheet, { ...sheet.known, ...Object.fromEntries(bound), ...left });
  const computed = {};
  for (const [id, rule, gives] of sheet.computed) {
    const told = hidden.has(id) ? null : sheet.made[rule](facts);
    if (told === null) continue;
    computed[id] = told;
    facts[id] = (VALUES[gives] ?? ((value) => value))(told);
  }
  return { facts, computed };
};

const holds = (sheet, facts, places) => places.every((place) => sheet.made[place](facts) === true);

const same = (one, other) => one.size === other.size && [...one].every((id) => other.has(id));

// The pages that are asked, and which of them this one is.
const paged = (sheet, hidden) => {
  const asked = sheet.pages.map((page) => (Array.isArray(page) ? page.some((id) => !hidden.has(id)) : page));
  return { place: asked.slice(0, sheet.here).filter(Boolean).length + 1, count: asked.filter(Boolean).length };
};

// Answers of hidden fields count for nothing, which may hide further ones: until nothing changes.
export const settle = (sheet, typed) => {
  const answers = Object.fromEntries(Object.entries({ ...sheet.given, ...typed }).filter(([, value]) => value !== null));
  const workedOut = new Set(sheet.computed.map(([id]) => id));
  let [hidden, before, left, outcome] = [new Set(), new Set(), answers, null];
  for (let turn = 0; turn < sheet.turns; turn += 1) {
    outcome = decided(sheet, left, hidden);
    hidden = new Set(Object.keys(sheet.shown).filter((id) => !holds(sheet, outcome.facts, sheet.shown[id])));
    const gone = new Set([...hidden].filter((id) => Object.hasOwn(answers, id) || workedOut.has(id)));
    if (same(gone, before)) break;
    [before, left] = [gone, Object.fromEntries(Object.entries(answers).filter(([id]) => !hidden.has(id)))];
  }
  const { facts, computed } = outcome;
  return {
    hidden: Object.keys(sheet.shown).filter((id) => hidden.has(id)),
    must: Object.keys(sheet.must).filter((id) => !hidden.has(id) && sheet.must[id].some((place) => sheet.made[place](facts) === true)),
    computed: Object.fromEntries(Object.entries(computed).filter(([id]) => !hidden.has(id))),
    failed: sheet.checks.filter(([place, field]) => sheet.made[place](facts) === false && !hidden.has(field)).map(([, , id]) => id),
    ...paged(sheet, hidden),
  };
};
