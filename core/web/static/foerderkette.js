// What pages do better with JavaScript; without it every one of them works by links and forms alone.
"use strict";

(() => {
  const texts = document.body.dataset;

  // The list of errors is the first thing that a keyboard or a screen reader meets.
  const focusErrors = (root) => root.querySelector("[data-error-summary]")?.focus();

  const setStatus = (form, text, bad) => {
    const line = form.querySelector("[data-save-status]");
    if (!line) return;
    line.textContent = text;
    line.classList.toggle("fk-status--bad", Boolean(bad));
  };

  const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

  const reason = (status) =>
    status === 409 || status === 410 ? texts.textConflict : status === 401 || status === 403 ? texts.textSignedOut : texts.textRefused;

  // The server answers {"version": n}: the next save builds on it, and so does the button that submits.
  const keepVersion = (form, answer) => {
    const field = form.elements.namedItem("_version");
    if (field && answer && answer.version !== undefined) field.value = answer.version;
  };

  // Files travel with the page itself, not with each autosave.
  const entries = (form) => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };

  const running = new WeakMap();
  const save = (form) => {
    if (form.dataset.sent) return;
    if (running.has(form)) { form.dataset.again = "yes"; return; }
    running.set(form, send(form).finally(() => {
      running.delete(form);
      if (form.dataset.again) { delete form.dataset.again; save(form); }
    }));
  };

  const send = async (form) => {
    setStatus(form, texts.textSaving);
    try {
      const response = await fetch(form.dataset.autosave, {
        method: "POST", body: entries(form), credentials: "same-origin", redirect: "manual",
        headers: { Accept: "application/json", "X-Requested-With": "fetch" },
      });
      if (response.ok) {
        keepVersion(form, await response.json().catch(() => null));
        setStatus(form, texts.textSaved.replace("{time}", clock()));
      } else {
        setStatus(form, response.type === "opaqueredirect" ? texts.textSignedOut : reason(response.status), true);
      }
    } catch {
      setStatus(form, texts.textOffline, true);
    }
  };

  const autosave = (form) => {
    let timer;
    const soon = (wait) => { clearTimeout(timer); timer = setTimeout(() => save(form), wait); };
    form.addEventListener("input", (event) => { if (event.target.type !== "file") soon(1500); });
    form.addEventListener("change", (event) => { if (event.target.type !== "file") soon(200); });
    form.addEventListener("submit", () => clearTimeout(timer));
    window.addEventListener("online", () => soon(0));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    // The save under way changes the draft's version; what is sent before it has ended would look like somebody else's.
    if (running.has(form)) {
      event.preventDefault();
      delete form.dataset.again;
      running.get(form).finally(() => form.requestSubmit(event.submitter));
      return;
    }
    const asker = event.submitter?.dataset.confirm !== undefined ? event.submitter : form;
    if (asker.dataset.confirm && !window.confirm(asker.dataset.confirm)) { event.preventDefault(); return; }
    // The server asks once more whoever has not been asked here.
    if (asker.dataset.sure !== undefined && !form.elements._sure) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "_sure", value: "yes" }));
    }
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    // A button that is disabled at once would not be part of what is sent.
    setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((button) => { button.disabled = true; }), 0);
  });

  // A page that comes back by the browser's back button may be sent again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("button:disabled").forEach((button) => { button.disabled = false; });
    });
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-confirm]");
    if (link && !window.confirm(link.dataset.confirm)) event.preventDefault();
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // What works by JavaScript alone is shown by it alone.
  document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });
  document.querySelectorAll("[data-mark-all]").forEach((line) => {
    const boxes = () => document.querySelectorAll(`input[type=checkbox][form="${line.closest("form").id}"]`);
    line.hidden = false;
    line.querySelector("input").addEventListener("change", (event) => boxes().forEach((box) => { box.checked = event.target.checked; }));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  // Pages are not kept by the browser, so what is left before it was sent would be gone: the browser asks. "Cancel" means it.
  const guard = (form) => {
    if (document.querySelector("[data-error-summary]")) form.dataset.typed = "yes";
    form.addEventListener("input", () => { form.dataset.typed = "yes"; });
    form.addEventListener("click", (event) => { if (event.target.closest("a")) delete form.dataset.typed; });
  };
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-guard][data-typed]:not([data-sent])")) event.preventDefault();
  });

  const begin = (root) => {
    root.querySelectorAll("form[data-guard]").forEach(guard);
    root.querySelectorAll("form[data-autosave]:not([data-ready])").forEach((form) => { form.dataset.ready = "yes"; autosave(form); });
    focusErrors(root);
  };
  document.addEventListener("htmx:after:swap", (event) => begin(event.target instanceof Element ? event.target : document));
  begin(document);
})();
