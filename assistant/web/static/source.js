// The original text beside the chat.
'use strict';
(() => {
  const plans = window.plans;
  let opener = null;
  // What stands in a panel until something is opened in it.
  const before = new WeakMap();

  // Each tab that cites has a panel of its own; the one meant is that of the tab that is seen.
  const panel = () => [...document.querySelectorAll('.source-panel')].find((one) => one.parentElement.getClientRects().length);

  const mark = (button) => {
    document.querySelectorAll('[data-source][aria-expanded="true"]').forEach((other) => other.setAttribute('aria-expanded', 'false'));
    if (button && document.contains(button)) button.setAttribute('aria-expanded', 'true');
  };

  const picture = async (figure) => {
    const words = figure.dataset;
    const caption = document.createElement('figcaption');
    try {
      const reply = await fetch(words.picture);
      if (!reply.ok) throw new Error(String(reply.status));
      const page = reply.headers.get('X-Page') ?? '';
      const image = document.createElement('img');
      image.src = URL.createObjectURL(await reply.blob());
      image.alt = words.alt.replace('{page}', page);
      const link = document.createElement('a');
      link.href = words.picture;
      link.target = '_blank';
      link.rel = 'noopener';
      link.append(image);
      const located = reply.headers.get('X-Located') === 'true';
      caption.textContent = words.caption.replace('{page}', page) + (located ? '' : ` · ${words.unmarked}`);
      figure.dataset.located = String(located);
      figure.replaceChildren(link, caption);
    } catch {
      caption.textContent = words.failed;
      figure.replaceChildren(caption);
    }
  };

  const open = async (query, button) => {
    const place = panel();
    const body = place?.querySelector('.source-body');
    if (!body) return;
    if (button && !place.contains(button)) opener = button;
    mark(opener);
    if (!before.has(body)) before.set(body, body.innerHTML);
    place.classList.add('open');
    const close = place.querySelector('[data-do="close-source"]');
    close.hidden = false;
    body.innerHTML = '<div class="bone tall"></div>';
    try {
      body.innerHTML = await plans.fetchHtml(`web/source?${query}&language=${plans.language()}`);
    } catch {
      plans.failed(body, () => open(query, button));
      return;
    }
    body.scrollTop = 0;
    const quote = body.querySelector('mark[data-quote]');
    if (matchMedia('(max-width: 979px)').matches) place.scrollIntoView({ block: 'start' });
    else if (quote && quote.offsetTop > body.clientHeight) body.scrollTop = quote.offsetTop - 160;
    body.querySelector('[data-focus]')?.focus({ preventScroll: true });
    const figure = body.querySelector('[data-picture]');
    if (figure) picture(figure);
  };

  const shut = () => {
    const place = panel();
    if (!place) return;
    place.classList.remove('open');
    place.querySelector('[data-do="close-source"]').hidden = true;
    const body = place.querySelector('.source-body');
    body.innerHTML = before.get(body) ?? '';
    before.delete(body);
    mark(null);
    if (opener && document.contains(opener)) opener.focus();
    opener = null;
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-source], [data-do="close-source"]');
    if (button?.dataset.source) open(button.dataset.source, button);
    else if (button) shut();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && panel()?.classList.contains('open') && !event.target.closest('input, textarea, select')) shut();
  });
})();
