// Draws the steps of a programme from the rows of the table beside it; without JavaScript the table says it all.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 200, LINE = 18, LETTERS = 25, PAD = 11, TITLE = 18;

  const element = (name, attributes, ...children) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // Texts in SVG do not break by themselves.
  const lines = (text) => {
    const found = [""];
    for (const word of text.split(/\s+/)) {
      const last = found[found.length - 1];
      if (last && last.length + word.length + 1 > LETTERS) found.push(word);
      else found[found.length - 1] = last ? `${last} ${word}` : word;
    }
    return found.map((line) => (line.length > LETTERS + 4 ? `${line.slice(0, LETTERS + 2)}…` : line));
  };

  const words = (text) => (text ? text.split(" ") : []);

  const read = (rows) => rows.map(({ dataset }) => ({
    id: dataset.step, lines: lines(dataset.title), after: words(dataset.after), any: words(dataset.any), back: dataset.back,
    optional: dataset.optional === "yes", exit: dataset.exit === "yes", chosen: dataset.chosen === "yes", opener: dataset.opener,
    lane: dataset.lane, laneTitle: dataset.laneTitle, group: dataset.group && `${dataset.lane ?? ""} ${dataset.group}`, groupTitle: dataset.groupTitle,
  }));

  // What hangs together, by ways or by a common group: each part is drawn for itself, so that a page need not be as wide as all.
  const apart = (steps) => {
    const parts = new Map(steps.map((step) => [step.id, new Set([step])]));
    const join = (one, other) => {
      const [kept, gone] = [parts.get(one), parts.get(other)];
      if (!kept || !gone || kept === gone) return;
      for (const step of gone) { kept.add(step); parts.set(step.id, kept); }
    };
    const first = new Map();
    for (const step of steps) {
      for (const id of [...step.after, ...step.any, step.back]) join(step.id, id);
      for (const frame of [step.group, step.lane && `lane ${step.lane}`]) {
        if (!frame) continue;
        if (first.has(frame)) join(first.get(frame), step.id);
        else first.set(frame, step.id);
      }
    }
    return [...new Set(parts.values())].map((part) => steps.filter((step) => part.has(step)));
  };

  const layout = (steps) => {
    const graph = new dagre.graphlib.Graph({ compound: true, multigraph: true });
    graph.setGraph({ rankdir: "TB", nodesep: 26, ranksep: 46, marginx: 12, marginy: 12 + TITLE });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const step of steps) {
      graph.setNode(step.id, { width: WIDTH, height: step.lines.length * LINE + 2 * PAD, step });
      const lane = step.lane && `lane ${step.lane}`, group = step.group && `group ${step.group}`;
      if (lane) graph.setNode(lane, { title: step.laneTitle, lane: true });
      if (group) graph.setNode(group, { title: step.groupTitle });
      if (lane && group) graph.setParent(group, lane);
      if (lane || group) graph.setParent(step.id, group || lane);
    }
    for (const step of steps) {
      for (const id of step.after) graph.setEdge(id, step.id, { kind: "after" });
      for (const id of step.any) graph.setEdge(id, step.id, { kind: "any" }, "any");
      if (step.back) graph.setEdge(step.id, step.back, { kind: "back" }, "back");
    }
    dagre.layout(graph);
    return graph;
  };

  const cut = (text, letters) => (text.length > letters ? `${text.slice(0, letters - 1)}…` : text);

  // The title stands above the steps, where no way crosses it for long.
  const group = ({ x, y, width, height, title, lane }) => element("g", { class: `fk-graph__group${lane ? " fk-graph__group--lane" : ""}` },
    element("rect", { x: x - width / 2, y: y - height / 2 - TITLE, width, height: height + TITLE, rx: 10 }),
    element("text", { x: x - width / 2 + 10, y: y - height / 2 + 2 }, element("title", {}, title), cut(title, Math.floor((width - 20) / 7.6))));

  const looks = (step) => ["optional", "exit", "chosen"].filter((each) => step[each]).map((each) => ` fk-graph__step--${each}`).join("");

  const box = ({ x, y, width, height, step }) => element("g", { class: `fk-graph__step${looks(step)}`, ...(step.opener ? { "data-opener": step.opener } : {}) },
  element("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: 6 }),
  ...step.lines.map((line, place) => element("text", {
    x, y: y - height / 2 + PAD + LINE * (place + 0.75), "text-anchor": "middle",
  }, line)));

  const way = ({ points, kind }, arrow) => element("path", {
    class: `fk-graph__way fk-graph__way--${kind}`, "marker-end": `url(#${arrow})`,
    d: points.map(({ x, y }, place) => `${place ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join(" "),
  });

  const SMALLEST = 0.6;

  // As wide as there is room, but not too small to be read; what is wider still is scrolled.
  const draw = (graph, label, room, id) => {
    const { width, height } = graph.graph();
    const scale = Math.max(SMALLEST, Math.min(1, room / width));
    const nodes = graph.nodes().map((id) => graph.node(id));
    const groups = nodes.filter((node) => node.title !== undefined).sort((one, other) => Boolean(other.lane) - Boolean(one.lane));
    const head = element("marker", { id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" },
      element("path", { d: "M0 0 L8 4 L0 8 z", class: "fk-graph__arrow" }));
    return element("svg", { viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`, width: Math.floor(width * scale), height: Math.floor(height * scale), role: "img", "aria-label": label },
      element("defs", {}, head),
      ...groups.map(group), ...graph.edges().map((edge) => way(graph.edge(edge), id)), ...nodes.filter((node) => node.step).map(box));
  };

  const show = (figure) => {
    const steps = read([...document.querySelectorAll("tr[data-step]")]);
    figure.hidden = !steps.length;
    const parts = Object.assign(document.createElement("div"), { className: "fk-graph__parts" });
    figure.querySelector(".fk-graph__parts")?.remove();
    figure.prepend(parts);
    apart(steps).forEach((part, place) => {
      const label = `${figure.dataset.label}: ${part[0].lines.join(" ")}`;
      parts.append(draw(layout(part), label, parts.clientWidth, `fk-arrow-${place}`));
    });
  };

  const SAID = ["title", "after", "any", "back", "optional", "exit", "chosen", "group", "group-title", "lane", "lane-title"].map((name) => `data-${name}`);

  // Where the rows change without a new page, the drawing follows; a step in it leads to its row, which the keyboard reaches by itself.
  const follow = (figure, rows) => {
    let due = 0;
    new MutationObserver(() => {
      cancelAnimationFrame(due);
      due = requestAnimationFrame(() => show(figure));
    }).observe(rows, { subtree: true, childList: true, attributes: true, attributeFilter: SAID });
    figure.addEventListener("click", (event) => {
      const opener = event.target.closest("[data-opener]")?.dataset.opener;
      if (opener) document.getElementById(opener)?.click();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    const figure = document.querySelector("[data-graph]");
    if (!figure || typeof dagre === "undefined") return;
    show(figure);
    const rows = document.querySelector("[data-rows]");
    if (rows) follow(figure, rows);
  });
})();
