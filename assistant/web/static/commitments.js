// The table of commitments: filters, order, pages, and an indicator over the years.
'use strict';
(() => {
  const plans = window.plans;
  const FILTERS = ['search', 'document', 'region', 'department', 'year', 'topic', 'kind'];
  let order = { sort: '', descending: '' };
  let offset = 0;
  let waiting = 0;
  let turn = 0;

  const form = () => document.querySelector('.ledger-filters');
  const results = () => document.querySelector('.ledger-results');

  const query = () => {
    const asked = new URLSearchParams();
    for (const name of FILTERS) {
      const value = form()?.elements[name]?.value.trim();
      if (value) asked.set(name, value);
    }
    if (order.sort && order.sort !== 'place') asked.set('sort', order.sort);
    if (order.descending) asked.set('descending', '1');
    if (offset) asked.set('offset', String(offset));
    const said = asked.toString();
    return said ? `&${said}` : '';
  };

  // The address names what is shown, so that a link to it opens the same table.
  const MARK = 'commitments=1';
  const tab = () => document.querySelector('#tabs [role=tab][data-tab-id=commitments]');
  const isShown = () => tab()?.getAttribute('aria-selected') === 'true';
  const address = () => {
    const wanted = isShown() ? `#${MARK}${plans.chosen.ledger ?? ''}` : '';
    const ours = location.hash.slice(1).startsWith(MARK);
    if (wanted ? location.hash !== wanted : ours) history.replaceState(null, '', wanted || location.pathname + location.search);
  };
  const keep = (asked) => { plans.chosen.ledger = asked; address(); };

  // What each filter offers depends on the others; the filters themselves stay, and with them the focus.
  const offer = (place) => {
    place.querySelectorAll('template[data-choices]').forEach((offered) => {
      const field = form()?.elements[offered.dataset.choices];
      const list = field?.list ?? field;
      if (list && list.innerHTML !== offered.innerHTML) {
        const chosen = field.value;
        list.replaceChildren(offered.content.cloneNode(true));
        field.value = chosen;
      }
      offered.remove();
    });
  };

  const show = async (focus) => {
    const place = results();
    if (!place) return;
    const mine = ++turn;
    keep(query());
    place.setAttribute('aria-busy', 'true');
    try {
      const found = await plans.fetchHtml(`web/commitments?language=${plans.language()}&part=results${plans.chosen.ledger}`);
      if (mine !== turn) return;
      place.innerHTML = found;
      offer(place);
    } catch {
      if (mine === turn) plans.failed(place, () => show(focus));
    }
    if (mine !== turn) return;
    place.removeAttribute('aria-busy');
    const goal = focus && place.querySelector(focus);
    if (goal && !goal.disabled) goal.focus({ preventScroll: true });
    else if (focus) place.focus({ preventScroll: true });
    plans.announce(place.querySelector('.pager span, .count, .empty-line p')?.textContent ?? '');
  };

  // On a phone the table comes first; the filters open at a touch.
  plans.loaded = (place) => {
    const facets = place.querySelector('.facets');
    if (facets && innerWidth < 600 && !plans.chosen.ledger) facets.open = false;
  };

  const open = () => {
    if (!location.hash.slice(1).startsWith(MARK)) return;
    const asked = new URLSearchParams(location.hash.slice(1));
    order = { sort: asked.get('sort') ?? '', descending: asked.get('descending') ?? '' };
    offset = Number(asked.get('offset')) || 0;
    asked.delete(MARK.split('=')[0]);
    plans.chosen.ledger = asked.size ? `&${asked}` : '';
    const place = document.querySelector('.ledger-main');
    if (form()) plans.load(place);
    if (!isShown()) tab().click();
  };
  // The framework draws the tabs some time after this script has run.
  const drawn = new MutationObserver(() => { if (tab()) { drawn.disconnect(); open(); } });
  drawn.observe(document.body, { childList: true, subtree: true });
  window.addEventListener('hashchange', () => { if (tab()) open(); });
  for (const name of ['click', 'keyup']) {
    document.addEventListener(name, (event) => { if (event.target.closest('[role=tab]')) setTimeout(address); });
  }

  const filtered = () => { offset = 0; show(); };

  const clear = () => {
    for (const name of FILTERS) if (form()?.elements[name]) form().elements[name].value = '';
    offset = 0;
    show();
    form()?.elements.search.focus();
  };

  const series = async (button) => {
    const row = button.closest('tr');
    const open = button.getAttribute('aria-expanded') === 'true';
    document.querySelectorAll('.ledger-table tr.detail').forEach((other) => other.remove());
    document.querySelectorAll('[data-do="series"][aria-expanded="true"]').forEach((other) => other.setAttribute('aria-expanded', 'false'));
    if (open) return;
    button.setAttribute('aria-expanded', 'true');
    const detail = document.createElement('tr');
    detail.className = 'detail';
    detail.setAttribute('role', 'row');
    const cell = document.createElement('td');
    cell.colSpan = row.children.length;
    cell.setAttribute('role', 'cell');
    cell.innerHTML = '<div class="bone tall"></div>';
    detail.append(cell);
    row.after(detail);
    const address = `web/commitments/series?commitment=${encodeURIComponent(button.dataset.commitment)}&language=${plans.language()}`;
    const fill = async () => {
      try { cell.innerHTML = await plans.fetchHtml(address); } catch { plans.failed(cell, fill); }
    };
    await fill();
  };

  document.addEventListener('input', (event) => {
    if (!event.target.closest('.ledger-filters') || event.target.matches('select')) return;
    clearTimeout(waiting);
    waiting = setTimeout(filtered, 300);
  });
  document.addEventListener('change', (event) => {
    if (event.target.closest('.ledger-filters') && event.target.matches('select')) filtered();
  });
  document.addEventListener('submit', (event) => {
    if (!event.target.closest('.ledger-filters')) return;
    event.preventDefault();
    clearTimeout(waiting);
    filtered();
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-do]');
    const name = button?.dataset.do;
    if (name === 'ledger-sort') {
      order = { sort: button.dataset.sort, descending: button.dataset.descending };
      offset = 0;
      show(`[data-column="${button.dataset.column}"]`);
    } else if (name === 'ledger-page') {
      offset = Number(button.dataset.offset);
      show(`[data-turn="${button.dataset.turn}"]`).then(() => results().scrollIntoView({ block: 'start' }));
    } else if (name === 'ledger-clear') clear();
    else if (name === 'series') series(button);
    else if (name === 'series-shut') {
      const opener = document.querySelector('[data-do="series"][aria-expanded="true"]');
      if (opener) { series(opener); opener.focus(); }
    } else if (!event.target.closest('button, a, input, select, summary') && !String(getSelection())) {
      // All of a row opens its source; the button in it does so for the keyboard.
      event.target.closest('.ledger-table tr[data-row]')?.querySelector('[data-source]')?.click();
    }
  });
})();
