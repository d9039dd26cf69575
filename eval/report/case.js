"use strict";
// One case: what was asked, expected and answered, what was cited and found, and why it failed.

function part(name, ...children) {
  return el("section", {}, el("h4", {}, word(name)), ...children);
}

function table(heads, rows) {
  return el("table", {},
    el("thead", {}, el("tr", {}, heads.map((name) => el("th", { scope: "col" }, word(name))))),
    el("tbody", {}, rows.map((cells) => el("tr", {}, cells.map((cell, i) => el(i ? "td" : "th", i ? {} : { scope: "row" }, cell))))));
}

const SIGNS = { yes: "✓ ", other_form: "≈ ", no: "✗ " };

function tick(held) {
  return el("span", { class: held }, SIGNS[held], word(held));
}

function place(passage) {
  const [document_, section, number] = passage;
  const title = page.titles[document_] || document_;
  return [el("cite", {}, title), ...section.map((heading) => [" › ", heading]), number ? [" · ", word("page", { n: number })] : null];
}

function whyFailed(item) {
  if (!item.failures.length) return null;
  return el("div", { class: "why" }, el("h4", {}, word("why_failed")),
    el("ul", {}, item.failures.map(([code, zh, en]) => el("li", {}, both([zh, en]), " ", el("code", {}, code)))));
}

function asked(item) {
  const turns = item.history.map(([question, held]) => el("li", {}, el("b", {}, word("asked")), " ", question,
    held ? el("p", { class: "note" }, word("held"), " ", held) : null));
  return [
    turns.length ? part("history", el("ol", { class: "turns" }, turns)) : null,
    item.standalone ? el("p", { class: "note" }, word("standalone"), " ", item.standalone) : null,
  ];
}

function factRows(found) {
  return table(["fact", "in_answer", "in_cited", "in_found"], found.map((fact) => [
    fact.text, tick(fact.answer), tick(fact.cited), fact.rank ? `#${fact.rank}` : word("not_found_rank"),
  ]));
}

function expected(item) {
  const every = item.facts.filter((fact) => fact.all);
  const any = item.facts.filter((fact) => !fact.all);
  return part("expected",
    item.answerable ? null : el("p", {}, word("expected_refusal")),
    every.length ? [el("p", { class: "note" }, word("all_of")), factRows(every)] : null,
    any.length ? [any.length > 1 ? el("p", { class: "note" }, word("any_of")) : null, factRows(any)] : null,
    item.traps.length ? el("p", {}, el("b", {}, word("traps")), " ", item.traps.map(([text, given], i) => [i ? "；" : "", text, " ",
      el("span", { class: given ? "no" : "yes" }, "(", word(given ? "given" : "not_given"), ")")])) : null,
    item.evidence.length ? el("div", {}, el("b", {}, word("evidence")), el("ul", {}, item.evidence.map(([document_, section, quote]) =>
      el("li", {}, document_ ? page.titles[document_] || document_ : "", section ? [" › ", section] : "", quote ? ` “${quote}”` : "")))) : null,
    item.notes ? el("p", { class: "note" }, word("notes"), " ", item.notes) : null);
}

function answered(item) {
  if (item.missing) return part("answer", el("p", {}, word("no_row")));
  return part("answer",
    item.error ? el("p", { class: "no" }, item.error) : null,
    item.answer ? el("p", { class: "answer" }, marked(item.answer, facts(item.answer_facts))) : el("p", { class: "note" }, word("no_answer")),
    item.notice ? el("p", { class: "note" }, item.notice) : null,
    item.nearest.length && item.status !== "answered" ? el("details", {}, el("summary", {}, word("nearest")),
      el("ul", {}, item.nearest.map(([title, section, , quote]) => el("li", {}, title, section.map((heading) => [" › ", heading]), el("p", {}, quote))))) : null);
}

function checked(item) {
  if (!item.figures || !item.figures.length) return null;
  return part("figures", table(["figure", "year", "kind", "verified"], item.figures.map((figure) => [
    [figure.text, " ", el("small", {}, `[${figure.mark}]`)], figure.year ? String(figure.year) : "—",
    figure.kind ? word(figure.kind) : "—", figure.verified ? tick("yes") : el("span", { class: "no" }, "✗ ", word("unverified")),
  ])));
}

function cited(item) {
  if (item.missing) return null;
  if (!item.citations.length) return part("citations", el("p", { class: "note" }, word("no_citations")));
  const legend = el("p", { class: "note" }, el("mark", { class: "quote" }, word("legend_quote")), " ", el("mark", { class: "fact" }, word("legend_fact")));
  return part("citations", legend, el("ol", { class: "citations" }, item.citations.map((citation) => {
    const passage = page.passages[citation.passage];
    const [start, length] = citation.quote;
    const spans = facts(citation.facts);
    if (start >= 0) spans.push({ start, end: start + length, kind: "quote" });
    return el("li", {}, el("p", { class: "place" }, el("b", {}, `[${citation.mark}] `), place(passage)),
      citation.quoted ? el("p", { class: "no" }, word("quote_missing"), citation.quoted) : null,
      el("blockquote", {}, marked(passage[3], spans)));
  })));
}

function found(item) {
  if (item.missing || !item.retrieved.length) return null;
  return part("retrieved", el("ol", { class: "found" }, item.retrieved.map(([number, score, spans], i) => {
    const passage = page.passages[number];
    const text = () => el("blockquote", {}, marked(passage[3], facts(spans)), passage[4] ? ["…", word("cut")] : null);
    const shown = (event) => {
      if (event.target.childElementCount === 1) event.target.append(text());
      showMarks(event.target);
    };
    return el("li", {}, el("details", { on: { toggle: shown } },
      el("summary", {}, el("b", {}, `#${i + 1} `), passage[1].slice(-1)[0] || page.titles[passage[0]] || passage[0],
        spans.length ? [" ", el("span", { class: "pill holds" }, word("legend_fact"))] : null,
        el("span", { class: "place" }, place([passage[0], passage[1].slice(0, -1), passage[2]]), " · ", word("score"), ` ${score}`))));
  })));
}

function measured(item) {
  const names = Object.keys(item.measures);
  const shown = (value) => (Number.isInteger(value) ? String(value) : String(Math.round(value * 1000) / 1000));
  return el("details", { class: "case-measures" }, el("summary", {}, word("measures")),
    el("dl", { class: "pairs" }, names.map((name) => el("div", {}, el("dt", {}, both(page.measures[name])), el("dd", {}, shown(item.measures[name])))),
      item.unjudged.map((name) => el("div", {}, el("dt", {}, both(page.measures[name])), el("dd", {}, word("unjudged"))))));
}

// A quotation deep in a long passage must be in sight.
function showMarks(node) {
  for (const quotation of node.querySelectorAll("blockquote")) {
    const mark = quotation.querySelector("mark");
    if (mark) quotation.scrollTop = mark.offsetTop - quotation.offsetTop - 40;
  }
}

function caseBody(item) {
  return el("div", { class: "case-body" }, whyFailed(item),
    el("div", { class: "halves" },
      el("div", {}, asked(item), answered(item), expected(item), checked(item), measured(item)),
      el("div", {}, cited(item), found(item))));
}
