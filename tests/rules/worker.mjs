// Reads requests as JSON lines and answers each with a line: {"tree", "facts": […]} → {"values": […]},
// and {"call": name, "each": [arguments, …]} for what other modules export; with "sheet" the first one is a sheet of a form.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

// Node would take a .js file for CommonJS; what stands in a data URL is a module as in the browser.
const load = (file) => import(`data:text/javascript;base64,${readFileSync(file).toString("base64")}`);
const [rules, ...others] = await Promise.all(process.argv.slice(2).map(load));

const find = (name) => others.find((one) => name in one)[name];

const answer = (request) => {
  if (request.functions) return { values: Object.keys(rules.FUNCTIONS) };
  if (request.call) {
    const called = find(request.call);
    const first = request.sheet ? find("ready") : (value) => value;
    return { values: request.each.map(([one, ...rest]) => called(first(one, rules), ...rest)) };
  }
  return { values: request.facts.map((facts) => rules.evaluate(request.tree, facts)) };
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  let said;
  try { said = answer(JSON.parse(line)); } catch (error) { said = { error: String(error.stack) }; }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
