// Reads requests as JSON lines and answers each with a line: {"tree", "facts": […]} → {"values": […]}.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

// Node would take a .js file for CommonJS; what stands in a data URL is a module as in the browser.
const load = (file) => import(`data:text/javascript;base64,${readFileSync(file).toString("base64")}`);
const [rules, ...others] = await Promise.all(process.argv.slice(2).map(load));

const answer = (request) => {
  if (request.functions) return { values: Object.keys(rules.FUNCTIONS) };
  if (request.call) {
    const called = others.find((one) => one[request.call])[request.call];
    return { values: request.each.map((values) => called(...values, ...(request.rules ? [rules] : []))) };
  }
  return { values: request.facts.map((facts) => rules.evaluate(request.tree, facts)) };
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  let said;
  try { said = answer(JSON.parse(line)); } catch (error) { said = { error: String(error.stack) }; }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
