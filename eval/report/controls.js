"use strict";
// Language, light or dark, and printing; what was chosen is kept where the browser allows it.
(() => {
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* a page from a file may not */ } };
  const asked = new URLSearchParams(location.search);

  window.nameInLanguage = (node) => {
    const side = root.dataset.language === "en" ? "En" : "Zh";
    const { dataset } = node;
    if (dataset.labelZh !== undefined) {
      node.setAttribute("aria-label", dataset[`label${side}`]);
      node.title = dataset[`label${side}`];
    }
    if (dataset.hintZh !== undefined) node.placeholder = dataset[`hint${side}`];
    if (dataset.textZh !== undefined) node.textContent = dataset[`text${side}`];
  };

  function speak(language) {
    root.dataset.language = language;
    root.lang = language === "en" ? "en" : "zh-Hans";
    document.querySelectorAll("[data-label-zh], [data-hint-zh], [data-text-zh]").forEach(window.nameInLanguage);
  }

  function light(theme) {
    if (theme) root.dataset.theme = theme;
  }

  speak((asked.get("language") || kept("language")) === "en" ? "en" : "zh");
  light(asked.get("theme") || kept("theme"));

  document.getElementById("language").addEventListener("click", () => {
    speak(root.dataset.language === "en" ? "zh" : "en");
    keep("language", root.dataset.language);
  });
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    light(dark ? "light" : "dark");
    keep("theme", root.dataset.theme);
  });
  document.getElementById("print").addEventListener("click", () => print());
})();
