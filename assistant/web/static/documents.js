// The list of documents, and reading one of them.
'use strict';
(() => {
  const plans = window.plans;
  let hits = [];
  let now = -1;
  let waiting = 0;

  const library = () => document.querySelector('.library');
  const list = () => library()?.querySelector('.list');

  const search = (words) => {
    const place = list();
    place.dataset.lazy = `web/documents?language=${plans.language()}&search=${encodeURIComponent(words)}`;
    plans.load(place);
  };

  const more = async (button) => {
    const place = list();
    try {
      const rest = await plans.fetchHtml(`${place.dataset.lazy}&offset=${button.dataset.offset}`);
      button.insertAdjacentHTML('afterend', rest);
      button.remove();
    } catch { plans.failed(button.parentElement, () => plans.load(place)); }
  };

  const showTab = () => {
    const wanted = document.querySelector('#tabs [role="tab"][data-tab-id="documents"]');
    if (wanted?.getAttribute('aria-selected') !== 'true') wanted?.click();
  };

  const read = async (query) => {
    const section = library();
    if (!section) return;
    const view = section.querySelector('.read-view');
    section.querySelector('.list-view').hidden = true;
    view.hidden = false;
    view.innerHTML = '<div class="bone tall"></div>';
    const asked = new URLSearchParams(query);
    try {
      view.innerHTML = await plans.fetchHtml(`web/document?document=${encodeURIComponent(asked.get('document'))}&language=${plans.language()}`);
    } catch { plans.failed(view, () => read(query)); return; }
    hits = [];
    now = -1;
    const here = Number(asked.get('at')) > 0 ? document.getElementById(`at-${asked.get('at')}`) : null;
    if (here) { here.classList.add('here'); here.scrollIntoView({ block: 'center' }); }
    else view.querySelector('[data-focus]')?.focus();
    if (!here) section.scrollIntoView({ block: 'start' });
  };

  const clear = (body) => {
    body.querySelectorAll('mark.hit').forEach((mark) => mark.replaceWith(...mark.childNodes));
    body.normalize();
  };

  const find = (words) => {
    const body = library().querySelector('.reader .body');
    clear(body);
    hits = [];
    now = -1;
    if (words) {
      const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (let text of texts) {
        let at = text.data.toLowerCase().indexOf(words.toLowerCase());
        while (at >= 0 && hits.length < 500) {
          const mark = document.createElement('mark');
          mark.className = 'hit';
          const hit = text.splitText(at);
          text = hit.splitText(words.length);
          hit.replaceWith(mark);
          mark.append(hit);
          hits.push(mark);
          at = text.data.toLowerCase().indexOf(words.toLowerCase());
        }
      }
    }
    go(1);
  };

  const go = (step) => {
    hits[now]?.classList.remove('now');
    if (hits.length) now = (now + step + hits.length) % hits.length;
    hits[now]?.classList.add('now');
    hits[now]?.scrollIntoView({ block: 'center' });
    const shown = library().querySelector('.hits');
    if (shown) shown.textContent = library().querySelector('[data-find]').value ? `${hits.length ? now + 1 : 0} / ${hits.length}` : '';
  };

  // Administration: the password goes to a route of its own, the session comes back as a cookie scripts cannot read.
  document.addEventListener('submit', async (event) => {
    const gate = event.target.closest('.gate');
    if (!gate) return;
    event.preventDefault();
    const said = gate.querySelector('[role="alert"]');
    said.textContent = '';
    const reply = await fetch('web/sign-in', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ password: gate.elements.password.value }),
    }).catch(() => null);
    gate.elements.password.value = '';
    if (reply?.ok) {
      gate.classList.add('in');
      gate.querySelector('[data-act="signed-in"]').click();
    } else said.textContent = reply?.status === 403 ? gate.dataset.wrong : gate.dataset.wait;
  });
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-do="sign-out"]');
    if (!button) return;
    button.closest('.gate').classList.remove('in');
    await fetch('web/sign-out', { method: 'POST' }).catch(() => null);
    button.closest('.gate').querySelector('[data-act="signed-in"]').click();
  }, true);

  document.addEventListener('input', (event) => {
    const box = event.target.closest('[data-search], [data-find]');
    if (!box) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => (box.matches('[data-search]') ? search(box.value) : find(box.value.trim())), 250);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.matches?.('[data-find]')) { event.preventDefault(); go(event.shiftKey ? -1 : 1); }
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-do]');
    const name = button?.dataset.do;
    if (name === 'read') { showTab(); setTimeout(() => read(button.dataset.place), 60); }
    else if (name === 'list') {
      library().querySelector('.read-view').hidden = true;
      library().querySelector('.list-view').hidden = false;
    } else if (name === 'more') more(button);
    else if (name === 'hit-next') go(1);
    else if (name === 'hit-previous') go(-1);
    else if (name === 'jump') {
      event.preventDefault();
      const goal = document.getElementById(button.getAttribute('href').slice(1));
      goal?.scrollIntoView({ block: 'start' });
    }
  });
})();
