"use strict";
// The list of cases: filters, search, links to a case, and the way from one failure to the next.
(() => {
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const outcomes = ["right", "refused", "wrong", "error"];
  const chosen = {};
  const entries = page.cases.map(entryOf);
  const byId = new Map(entries.map((entry) => [entry.item.id, entry]));
  let current = -1;

  function entryOf(item) {
    const node = el("details", { class: `case ${item.outcome}` },
      el("summary", {},
        el("span", { class: `chip ${item.outcome}` }, word(item.outcome)),
        el("span", { class: "case-id" }, item.id),
        el("span", { class: "case-question" }, item.question),
        el("span", { class: "case-kind" }, both(page.types[item.type]), " · ", both(page.statuses[item.status]),
          item.seconds !== undefined ? [" · ", word("seconds", { n: item.seconds < 10 ? item.seconds.toFixed(2) : Math.round(item.seconds) })] : null)));
    const text = fold([item.id, item.question, item.answer || "", item.notes, ...item.facts.map((fact) => fact.text),
      ...item.failures.flat(), ...item.history.flat(), ...(item.citations || []).map((citation) => page.passages[citation.passage][3])].join("\n"));
    const entry = { item, node, text, chosen: false };
    node.addEventListener("toggle", () => {
      if (node.open) fill(entry);
      // Not where all are opened at once: looking where marks stand lays out the page every time.
      if (node.open && entry.chosen) showMarks(node);
      entry.chosen = false;
    });
    node.querySelector("summary").addEventListener("click", () => {
      entry.chosen = true;
      current = entries.indexOf(entry);
      if (!node.open) history.replaceState(null, "", `#${encodeURIComponent(item.id)}`);
    });
    return entry;
  }

  function fill(entry) {
    if (entry.node.childElementCount === 1) entry.node.append(caseBody(entry.item));
  }

  const fields = {
    outcome: { names: Object.fromEntries([["failed", page.words.failed], ...outcomes.map((name) => [name, page.words[name]])]),
      of: (item) => (item.outcome === "right" ? ["right"] : ["failed", item.outcome]) },
    cause: { names: page.causes, of: (item) => item.failures.map(([code]) => code) },
    type: { names: page.types, of: (item) => [item.type] },
    document: { names: Object.fromEntries(page.cases.flatMap((item) => item.documents).map((id) => [id, [page.titles[id] || id, page.titles[id] || id]])),
      of: (item) => item.documents },
    persona: { names: page.personas, of: (item) => [item.persona] },
    status: { names: page.statuses, of: (item) => [item.status] },
  };

  function choice(name) {
    const field = fields[name];
    const counts = new Map();
    for (const item of page.cases) for (const value of new Set(field.of(item))) counts.set(value, (counts.get(value) || 0) + 1);
    const options = Object.entries(field.names).filter(([value]) => counts.has(value));
    if (options.length < 2 && name !== "outcome") return null;
    const select = el("select", { id: `filter-${name}`, on: { change: () => { chosen[name] = select.value; apply(); remember(); } } },
      labelled(el("option", { value: "*" }), "text", page.words.all),
      options.map(([value, pair]) => labelled(el("option", { value }), "text", pair.map((text) => `${text} (${counts.get(value)})`))));
    return el("label", {}, el("span", {}, word(name)), select);
  }

  let waiting = 0;
  const search = labelled(labelled(el("input", { type: "search", id: "search", autocomplete: "off", spellcheck: "false",
    on: { input: () => { clearTimeout(waiting); waiting = setTimeout(() => { chosen.search = search.value; apply(); }, 120); } } }),
  "hint", page.words.search), "label", page.words.search);
  const shownCount = el("output", { id: "shown", role: "status" });
  const keys = el("input", { type: "checkbox", id: "keys", checked: true });
  const button = (name, run, id) => el("button", { type: "button", id: id || name.replace("_", "-"), on: { click: run } }, word(name));
  const nothing = el("p", { class: "note", hidden: true }, word("no_match"));

  document.getElementById("case-tools").append(
    el("div", { class: "filters" }, search, Object.keys(fields).map(choice)),
    el("div", { class: "actions" }, shownCount, button("clear", clear),
      el("span", { class: "gap" }), button("previous_failure", () => step(-1)), button("next_failure", () => step(1)),
      button("expand", () => open(true)), button("collapse", () => open(false))),
    el("p", { class: "note keys" }, el("label", {}, keys, " ", word("keys_on")), " — ", word("keys")));
  document.getElementById("case-list").append(nothing, ...entries.map((entry) => entry.node));

  function fits({ item, text }, words) {
    for (const name of Object.keys(fields)) {
      const value = chosen[name];
      if (value !== undefined && value !== "*" && !fields[name].of(item).includes(value)) return false;
    }
    if (chosen.answerable === "no" && item.answerable) return false;
    return words.every((one) => text.includes(one));
  }

  function apply() {
    const words = fold(chosen.search || "").split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const entry of entries) {
      entry.node.hidden = !fits(entry, words);
      if (!entry.node.hidden) shown += 1;
    }
    nothing.hidden = shown > 0;
    shownCount.replaceChildren(...[word("shown", { shown, n: entries.length })].flat());
    for (const name of Object.keys(fields)) {
      const select = document.getElementById(`filter-${name}`);
      if (select) select.value = chosen[name] === undefined ? "*" : chosen[name];
    }
    search.value = chosen.search || "";
  }

  function remember() {
    const set = Object.entries(chosen).filter(([, value]) => value !== undefined && value !== "*" && value !== "");
    history.replaceState(null, "", set.length ? `#filter:${new URLSearchParams(set)}` : "#cases");
  }

  function clear() {
    for (const name of Object.keys(chosen)) delete chosen[name];
    apply();
    remember();
  }

  function go(entry) {
    if (entry.node.hidden) clear();
    current = entries.indexOf(entry);
    fill(entry);
    entry.node.open = true;
    history.replaceState(null, "", `#${encodeURIComponent(entry.item.id)}`);
    showMarks(entry.node);
    entry.node.scrollIntoView({ block: "start" });
    entry.node.querySelector("summary").focus({ preventScroll: true });
  }

  function step(by) {
    const failing = (entry) => !entry.node.hidden && entry.item.outcome !== "right";
    for (let i = current < 0 && by < 0 ? entries.length - 1 : current + by; i >= 0 && i < entries.length; i += by) {
      if (failing(entries[i])) {
        if (current >= 0) entries[current].node.open = false;
        go(entries[i]);
        return;
      }
    }
  }

  function open(all) {
    for (const entry of entries) {
      if (all && !entry.node.hidden) fill(entry);
      entry.node.open = all && !entry.node.hidden;
    }
  }

  function follow() {
    let hash = location.hash.slice(1);
    if (hash.startsWith("filter:")) {
      for (const name of Object.keys(chosen)) delete chosen[name];
      for (const [name, value] of new URLSearchParams(hash.slice(7))) if (name in fields || name === "search" || name === "answerable") chosen[name] = value;
      apply();
      document.getElementById("cases").scrollIntoView();
      return;
    }
    try { hash = decodeURIComponent(hash); } catch { /* not one of ours */ }
    if (byId.has(hash)) go(byId.get(hash));
  }

  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "Escape" && event.target === search) { chosen.search = ""; apply(); return; }
    if (!keys.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "/") { event.preventDefault(); search.focus(); }
  });
  window.addEventListener("hashchange", follow);
  apply();
  follow();
})();
