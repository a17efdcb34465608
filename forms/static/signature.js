// Sign on a sheet: strokes are kept as whole numbers of the sheet's own units in a hidden input. Without this file, or without
// a pointer, the box "I sign" stands below it.
"use strict";

(() => {
  const LIMIT = 45000;

  const read = (input) => {
    try { return JSON.parse(input.value || "[]"); } catch { return []; }
  };

  const draw = (canvas, strokes) => {
    const pen = canvas.getContext("2d");
    pen.clearRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { lineWidth: 3, lineCap: "round", lineJoin: "round", strokeStyle: "#000" });
    for (const stroke of strokes) {
      pen.beginPath();
      pen.moveTo(stroke[0], stroke[1]);
      for (let at = 2; at < stroke.length; at += 2) pen.lineTo(stroke[at], stroke[at + 1]);
      pen.stroke();
    }
  };

  const point = (canvas, event) => {
    const box = canvas.getBoundingClientRect();
    const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
    return [
      within(((event.clientX - box.left) / box.width) * canvas.width, canvas.width),
      within(((event.clientY - box.top) / box.height) * canvas.height, canvas.height),
    ];
  };

  const ready = (sheet) => {
    const canvas = sheet.querySelector("canvas");
    const input = sheet.querySelector("input");
    let strokes = read(input);
    let stroke = null;

    const keep = () => {
      input.value = strokes.length ? JSON.stringify(strokes) : "";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const move = (event) => {
      if (!stroke) return;
      const [x, y] = point(canvas, event);
      if (Math.abs(x - stroke.at(-2)) + Math.abs(y - stroke.at(-1)) < 3) return;
      stroke.push(x, y);
      draw(canvas, strokes);
    };
    const end = () => {
      if (!stroke) return;
      stroke = null;
      keep();
    };

    canvas.addEventListener("pointerdown", (event) => {
      if (input.value.length > LIMIT) return;
      canvas.setPointerCapture(event.pointerId);
      stroke = point(canvas, event);
      strokes.push(stroke);
      event.preventDefault();
    });
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
    sheet.querySelector("[data-wipe]").addEventListener("click", () => { strokes = []; draw(canvas, strokes); keep(); });
    sheet.dataset.ready = "yes";
    sheet.hidden = false;
    draw(canvas, strokes);
  };

  const begin = () => document.querySelectorAll("[data-signature]:not([data-ready])").forEach(ready);
  document.addEventListener("htmx:after:swap", begin);
  begin();
})();
