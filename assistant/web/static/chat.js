// What can be done with an answer: copy, share, judge and correct it.
'use strict';
(() => {
  const plans = window.plans;

  const clipboard = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      // Browsers hand out the clipboard to secure pages only; an isolated network often has none.
      const box = document.createElement('textarea');
      box.value = words;
      box.className = 'sr';
      document.body.append(box);
      box.select();
      document.execCommand('copy');
      box.remove();
    }
  };

  const say = (button, words) => {
    const before = button.dataset.before ?? button.textContent;
    button.dataset.before = before;
    button.textContent = words;
    plans.announce(words);
    setTimeout(() => { button.textContent = before; }, 2500);
  };

  const send = async (record) => {
    const reply = await fetch('web/feedback', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(record),
    });
    if (!reply.ok) throw new Error(String(reply.status));
  };

  const judged = (thumbs, name) => {
    thumbs.querySelectorAll('button').forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.do === name)));
  };

  const good = async (button) => {
    const thumbs = button.closest('.thumbs');
    try {
      await send({ ...JSON.parse(thumbs.dataset.record), verdict: 'good' });
      judged(thumbs, 'good');
      say(button, plans.word('thanks'));
    } catch {
      say(button, plans.word('failed'));
    }
  };

  const field = (form, name, kind) => {
    const label = document.createElement('label');
    label.textContent = plans.word(`feedback${name[0].toUpperCase()}${name.slice(1)}`);
    const input = document.createElement(kind);
    input.name = name;
    if (kind !== 'select') input.maxLength = name === 'right' ? 500 : 2000;
    label.append(input);
    form.append(label);
    return input;
  };

  const titles = async (select, cited) => {
    const option = (value, words) => { const made = new Option(words, value); select.append(made); return made; };
    option('', plans.word('feedbackUnknown'));
    try {
      const { documents } = await (await fetch('api/documents')).json();
      documents.forEach((item) => { option(item.document, item.title).selected = item.document === cited; });
    } catch { /* the list only helps */ }
  };

  const correction = (button) => {
    const answer = button.closest('.answer');
    const thumbs = button.closest('.thumbs');
    const shown = answer.querySelector('.correction');
    if (shown) { shown.remove(); button.setAttribute('aria-expanded', 'false'); return; }
    const record = JSON.parse(thumbs.dataset.record);
    const form = document.createElement('form');
    form.className = 'correction';
    const head = document.createElement('h4');
    head.textContent = plans.word('feedbackTitle');
    form.append(head);
    field(form, 'wrong', 'textarea').required = true;
    field(form, 'right', 'input');
    titles(field(form, 'document', 'select'), record.documents[0]);
    field(form, 'passage', 'textarea');
    const note = document.createElement('p');
    note.className = 'note';
    note.textContent = plans.word('feedbackNote');
    const buttons = document.createElement('div');
    buttons.className = 'buttons';
    const submit = document.createElement('button');
    submit.type = 'submit';
    submit.textContent = plans.word('feedbackSend');
    const cancel = document.createElement('button');
    cancel.type = 'button';
    cancel.textContent = plans.word('cancel');
    buttons.append(submit, cancel);
    form.append(note, buttons);
    answer.querySelector('.actions').after(form);
    button.setAttribute('aria-expanded', 'true');
    form.querySelector('textarea').focus();
    const close = () => { form.remove(); button.setAttribute('aria-expanded', 'false'); button.focus(); };
    cancel.addEventListener('click', close);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      submit.disabled = true;
      try {
        await send({ ...record, ...Object.fromEntries(new FormData(form)), verdict: 'bad' });
        judged(thumbs, 'bad');
        close();
        say(button, plans.word('thanks'));
      } catch {
        submit.disabled = false;
        note.textContent = plans.word('failed');
      }
    });
  };

  const share = (button) => {
    const asked = new URLSearchParams(JSON.parse(button.dataset.asked));
    clipboard(`${location.origin}${location.pathname}#${asked}`).then(() => say(button, plans.word('shared')));
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-do], [data-act="edit"]');
    if (!button) return;
    const name = button.dataset.do;
    if (name === 'copy') clipboard(button.dataset.text).then(() => say(button, plans.word('copied')));
    else if (name === 'share') share(button);
    else if (name === 'good') good(button);
    else if (name === 'bad') correction(button);
    else if (button.dataset.act === 'edit') setTimeout(() => document.querySelector('#question-box textarea')?.focus(), 300);
  });

  // A new question comes into view; an answer is read out once, when it is whole.
  let told = '';
  const follow = () => {
    const turn = document.querySelector('#current .turn');
    if (!turn) { told = ''; return; }
    const state = `${turn.dataset.turn} ${turn.dataset.phase} ${turn.querySelector('.asked')?.textContent}`;
    if (state === told) return;
    const begun = !told || told.split(' ')[0] !== turn.dataset.turn;
    told = state;
    const { top } = turn.getBoundingClientRect();
    if (begun || (turn.dataset.phase === 'done' && top > innerHeight / 3)) turn.scrollIntoView({ block: 'start' });
    if (turn.dataset.phase === 'done') plans.announce(turn.querySelector('.said')?.textContent ?? '');
    if (turn.dataset.phase === 'failed') plans.announce(turn.querySelector('.problem')?.textContent ?? '');
  };
  new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });
})();
