"use strict";
// Build elements without ever reading text as markup: what cases and answers hold is only ever text.
const page = JSON.parse(document.getElementById("data").textContent);

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") for (const [event, run] of Object.entries(value)) node.addEventListener(event, run);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
}

function both(pair, values) {
  const [zh, en] = pair;
  if (zh === en) return filled(zh, values);
  return [
    el("span", { class: "zh", lang: "zh-Hans" }, filled(zh, values)),
    el("span", { class: "en", lang: "en" }, filled(en, values)),
  ];
}

function word(name, values) {
  return both(page.words[name], values);
}

// For places that take no elements: attributes and options; controls.js puts them into the language of the page.
function labelled(node, attribute, pair) {
  node.dataset[`${attribute}Zh`] = pair[0];
  node.dataset[`${attribute}En`] = pair[1];
  window.nameInLanguage(node);
  return node;
}

// Offsets count characters as Python does, not the halves of characters that a string of JavaScript is made of.
function marked(text, spans) {
  const characters = Array.from(text);
  const edges = new Set([0, characters.length]);
  for (const span of spans) {
    edges.add(Math.min(span.start, characters.length));
    edges.add(Math.min(span.end, characters.length));
  }
  const places = [...edges].sort((a, b) => a - b);
  return places.slice(1).map((end, i) => {
    const start = places[i];
    const classes = new Set(spans.filter((span) => span.start <= start && end <= span.end).map((span) => span.kind));
    const piece = characters.slice(start, end).join("");
    return classes.size ? el("mark", { class: [...classes].join(" ") }, piece) : piece;
  });
}

function facts(spans) {
  return (spans || []).map(([start, end]) => ({ start, end, kind: "fact" }));
}
