// Theme, connection, and the parts of the page that are fetched when they are seen.
'use strict';
(() => {
  const plans = (window.plans = {});
  const THEME = 'plans-theme';

  const kept = () => { try { return localStorage.getItem(THEME); } catch { return null; } };
  const keep = (theme) => { try { localStorage.setItem(THEME, theme); } catch { /* private window */ } };
  // The server writes the page in the language chosen last, so it is told with every request for the page.
  const speak = (language) => {
    try { document.cookie = `plans-language=${language}; path=${location.pathname}; max-age=31536000; samesite=lax`; } catch { /* private window */ }
  };

  plans.word = (name) => document.getElementById('words')?.dataset[name] ?? '';
  plans.language = () => document.querySelector('.masthead')?.dataset.language ?? 'zh';
  plans.announce = (words) => {
    const place = document.getElementById('announcer');
    if (place) { place.textContent = ''; setTimeout(() => { place.textContent = words; }, 50); }
  };
  plans.fetchHtml = async (address) => {
    const reply = await fetch(address, { headers: { Accept: 'text/html' } });
    if (!reply.ok) throw new Error(String(reply.status));
    return reply.text();
  };
  plans.failed = (place, again) => {
    place.innerHTML = '';
    const line = document.createElement('p');
    line.className = 'failed';
    line.textContent = plans.word('failed');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = plans.word('again');
    button.addEventListener('click', again);
    line.append(button);
    place.append(line);
  };

  // Theme: that of the system, until the switch says otherwise.
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const wanted = () => (kept() ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const paint = () => {
    document.body.classList.toggle('dark', wanted());
    document.documentElement.classList.toggle('dark', wanted());
    document.querySelector('[data-do="theme"]')?.setAttribute('aria-pressed', String(wanted()));
  };
  system.addEventListener('change', paint);
  new MutationObserver(() => { if (document.body.classList.contains('dark') !== wanted()) paint(); })
    .observe(document.body, { attributes: true, attributeFilter: ['class'] });
  paint();

  // Connection.
  let lost = false;
  const connection = (isLost) => {
    if (isLost === lost) return;
    lost = isLost;
    const line = document.querySelector('.masthead .offline');
    if (!line) return;
    line.hidden = false;
    line.textContent = isLost ? line.dataset.offline : line.dataset.online;
    line.classList.toggle('back', !isLost);
    if (!isLost) setTimeout(() => { if (!lost) line.hidden = true; }, 4000);
  };
  const look = async () => {
    if (document.hidden) return;
    try { await fetch('healthz', { cache: 'no-store' }); connection(false); } catch { connection(true); }
  };
  window.addEventListener('offline', () => connection(true));
  window.addEventListener('online', look);
  setInterval(look, 15000);

  // What is fetched when it is seen. The framework may put a place back as it was, so what was fetched is remembered.
  const fetched = new WeakMap();
  // What was chosen in a part outlives the part: another language, another look at its tab.
  plans.chosen = {};
  const load = async (place) => {
    const address = place.dataset.lazy;
    fetched.set(place, { address, empty: true });
    try {
      const found = await plans.fetchHtml(address + (plans.chosen[place.dataset.keeps] ?? ''));
      if (place.dataset.lazy !== address) return;
      fetched.set(place, { address, empty: !found });
      place.innerHTML = found;
      plans.loaded?.(place);
    } catch {
      if (place.classList.contains('follow-ups')) place.innerHTML = '';
      else plans.failed(place, () => load(place));
    }
  };
  plans.load = load;
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting && !fetched.has(target)) load(target);
      // What may have changed since is fetched again whenever its tab is opened.
      if (!isIntersecting && target.dataset.again && target.offsetParent === null) fetched.delete(target);
    }
  });
  const lookAt = (place) => {
    const before = fetched.get(place);
    const wiped = before && !before.empty && (place.childElementCount === 0 || place.querySelector(':scope > .bone'));
    if (before && (wiped || before.address.split('&')[0] !== place.dataset.lazy.split('&')[0])) fetched.delete(place);
    else if (watched.has(place)) return;
    watched.add(place);
    seen.unobserve(place);
    seen.observe(place);
  };
  const watched = new WeakSet();
  const changed = () => {
    document.querySelectorAll('[data-lazy]').forEach(lookAt);
    const head = document.querySelector('.masthead');
    if (!head) return;
    const language = head.dataset.language === 'en' ? 'en' : 'zh-CN';
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
    const name = head.querySelector('h1')?.textContent;
    if (name && document.title !== name) document.title = name;
    const button = head.querySelector('[data-do="theme"]');
    const pressed = String(wanted());
    if (button && button.getAttribute('aria-pressed') !== pressed) button.setAttribute('aria-pressed', pressed);
    plans.repair?.();
  };
  let due = false;
  new MutationObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; changed(); });
  }).observe(document.body, { childList: true, subtree: true });

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-do="theme"], [data-act="language"]');
    if (button?.dataset.do === 'theme') { keep(wanted() ? 'light' : 'dark'); paint(); }
    if (button?.dataset.act === 'language') speak(button.dataset.language);
  });
})();
