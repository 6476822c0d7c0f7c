'use strict';
// Builds everything from text nodes: nothing that a mail or a relay says is ever read as HTML.
const $ = id => document.getElementById(id);
const el = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'on') element.addEventListener('click', value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
};
const fill = (parent, ...children) => {
  // The focus stays on what has it, as long as that is still there.
  const focused = parent.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  parent.replaceChildren(...children.filter(Boolean));
  if (focused) parent.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
};
const time = iso => el('time', {datetime: iso, title: iso}, new Date(iso).toLocaleString([], {dateStyle: 'short', timeStyle: 'medium'}));
const number = value => Number(value).toLocaleString();
const span = seconds => seconds < 120 ? `${Math.round(seconds)} s` : seconds < 7200 ? `${Math.round(seconds / 60)} min` : seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
const words = slug => slug.replaceAll('_', ' ');
const state = (text, kind) => el('span', {class: `state ${kind}`}, text);
const KINDS = {running: 'good', accepted: 'good', open: 'good', partly_accepted: 'warn', deferred: 'warn', throttled: 'warn', paused: 'warn', untried: 'warn', postponed: 'warn', in_doubt: 'warn', waiting: 'warn'};
const kind = word => KINDS[word] ?? 'bad';
let me = {operator: false, name: '', login: false, demo: false};

async function ask(path, body) {
  const options = body === undefined ? {} : {method: 'POST', headers: {'Content-Type': 'application/json', 'X-Waypost-Console': '1'}, body: JSON.stringify(body)};
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error((await answer.text()).trim() || `${answer.status}`);
  return answer.json();
}
function show(title, body, yes) {
  $('dialog-title').textContent = title;
  fill($('dialog-body'), ...body);
  $('dialog-yes').hidden = !yes;
  $('dialog-yes').textContent = yes ?? '';
  $('dialog').returnValue = 'no';
  $('dialog').showModal();
  return new Promise(done => $('dialog').addEventListener('close', () => done($('dialog').returnValue === 'yes'), {once: true}));
}
const failed = error => show('That did not work', [el('p', {}, error.message)]);

// How the pod is.
function paint(now) {
  $('where').textContent = `${now.pod} → ${now.relay}`;
  const circuit = now.circuit;
  $('relay').className = `banner ${kind(circuit.state)}`;
  $('circuit').className = `state ${kind(circuit.state)}`;
  if ($('circuit').textContent !== circuit.state) $('circuit').textContent = circuit.state;
  fill($('circuit-text'), 'Since ', time(circuit.since), '. ',
    circuit.detail ? `${circuit.detail} ` : '', circuit.advice && !circuit.detail?.includes(circuit.advice) ? `${circuit.advice} ` : '',
    circuit.next_try ? (circuit.state === 'paused' ? 'Ends ' : 'Next try ') : null, circuit.next_try ? time(circuit.next_try) : null);
  fill($('troubles'), ...now.troubles.map(text => el('li', {}, text)),
    now.unwritten_reports ? el('li', {}, `${now.unwritten_reports} records wait for something to be written about them.`) : null);
  const waiting = now.lanes.reduce((sum, lane) => sum + lane.waiting, 0);
  const oldest = Math.max(0, ...now.lanes.map(lane => lane.oldest_seconds));
  const open = now.connections.reduce((sum, each) => sum + each.open, 0);
  const used = now.connections.reduce((sum, each) => sum + each.leased, 0);
  const tiles = [['Waiting', number(waiting)], ['Oldest waiting', waiting ? span(oldest) : '–'], ['In flight', `${number(now.in_flight)} of ${number(now.most_in_flight)}`],
    ['Oldest in flight', now.in_flight ? span(now.oldest_in_flight_seconds) : '–'], ['Connections', `${open}, ${used} in use`], ['Pace', now.pace.text], ['Wait for a turn', number(now.pace.waiting)]];
  fill($('figures'), ...tiles.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
  fill($('lag').querySelector('tbody'), ...now.lanes.map(lane => el('tr', {}, el('th', {scope: 'row'}, lane.lane), el('td', {class: 'number'}, number(lane.waiting)), el('td', {class: 'number'}, lane.waiting ? span(lane.oldest_seconds) : '–'))),
    ...Object.entries(now.partitions).map(([name, count]) => el('tr', {}, el('th', {scope: 'row'}, name), el('td', {class: 'number'}, number(count)), el('td'))));
  fill($('ports'), ...now.ports.map(port => el('li', {}, el('div', {class: 'row-head'}, el('strong', {}, `Port ${port.name}`), state(port.state, kind(port.state))),
    el('p', {class: 'quiet'}, `${port.host}:${port.number}, ${port.tls === 'implicit' ? 'TLS from the first byte' : 'STARTTLS'}`),
    port.reason ? el('p', {}, `${words(port.reason)}, since `, time(port.since), `. ${port.advice}`) : null,
    me.operator || me.login ? el('div', {class: 'actions'}, el('button', {type: 'button', 'data-key': `try-${port.name}`, 'aria-label': `Try now: port ${port.name}`, disabled: !me.operator, on: () => say('try-ports', {port: port.name})}, 'Try now')) : null)));
  charts(now);
  const lost = JSON.stringify({...now.totals, accepted: 0});
  if (seen !== null && lost !== seen) setTimeout(letters, 500);
  seen = lost;
}
let seen = null;
const SVG = 'http://www.w3.org/2000/svg';
function bars(series, status) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 240 50'); svg.setAttribute('preserveAspectRatio', 'none'); svg.setAttribute('class', `chart ${kind(status)}`); svg.setAttribute('aria-hidden', 'true');
  const most = Math.max(1, ...series);
  series.forEach((count, index) => {
    const bar = document.createElementNS(SVG, 'rect'), height = count / most * 48;
    Object.entries({x: 240 - (series.length - index) * 4, y: 50 - height, width: 3, height}).forEach(([name, value]) => bar.setAttribute(name, value));
    svg.append(bar);
  });
  const ground = document.createElementNS(SVG, 'line');
  Object.entries({x1: 0, x2: 240, y1: 50, y2: 50}).forEach(([name, value]) => ground.setAttribute(name, value));
  svg.append(ground);
  return svg;
}
function charts(now) {
  const all = Object.entries(now.minutes);
  fill($('charts'), ...(all.length ? all.map(([status, series]) => el('li', {}, el('div', {class: 'row-head'}, el('strong', {}, words(status)), el('span', {class: 'quiet'}, `${number(series.reduce((a, b) => a + b, 0))} in ${series.length} min, at most ${number(Math.max(...series))} a minute; ${number(now.totals[status] ?? 0)} since the start`)), bars(series, status)))
    : [el('li', {class: 'quiet'}, 'No mail has come to anything in this pod yet.')]));
}
function follow() {
  const source = new EventSource('/api/live');
  source.onmessage = event => { $('lost').hidden = true; paint(JSON.parse(event.data)); };
  source.onerror = () => { $('lost').hidden = false; };
}

// A word to all pods.
async function say(command, details = {}, lasts = '') {
  const reason = details.reason ?? '';
  try {
    $('answers').textContent = 'Asking all pods …';
    const said = await ask('/api/control', {command, for: lasts, details: {...details, reason}});
    fill($('answers'), el('h3', {}, `${said.answers.length}${said.pods === undefined ? '' : ` of ${said.pods}`} pods have answered`), el('ul', {}, ...said.answers.map(answer => el('li', {}, `${answer.pod}: ${answer.done ? '' : 'not done: '}${answer.text}`))));
    if (!said.answers.every(answer => answer.done) || command === 'try-ports') await show('What the pods say', [...$('answers').cloneNode(true).childNodes]);
  } catch (error) { $('answers').textContent = ''; await failed(error); }
}
document.querySelectorAll('[data-say]').forEach(button => button.addEventListener('click', () => say(button.dataset.say)));
$('pause').addEventListener('submit', event => { event.preventDefault(); const form = new FormData(event.target); say('pause', {reason: form.get('reason')}, form.get('for')); });
$('resume').addEventListener('click', () => say('resume', {reason: $('pause').elements.reason.value || 'by hand'}));
$('trace').addEventListener('submit', event => { event.preventDefault(); const form = new FormData(event.target); say('trace', {[form.get('kind')]: form.get('which'), ...(form.get('addresses') ? {addresses: 'true'} : {})}, form.get('for')); });
$('level').addEventListener('submit', event => { event.preventDefault(); const form = new FormData(event.target); say('log-level', {category: form.get('category'), level: form.get('level')}, '10m'); });

// Dead letters.
async function letters() {
  const reason = $('reason').value;
  try {
    const [found, counts] = await Promise.all([ask(`/api/dead-letters?reason=${encodeURIComponent(reason)}`), ask('/api/dead-letters/counts')]);
    fill($('reason'), el('option', {value: ''}, `all (${number(counts.total)})`), ...Object.entries(counts.counts).map(([slug, count]) => el('option', {value: slug, selected: slug === reason}, `${words(slug)} (${number(count)})`)));
    $('letters-text').textContent = found.letters.length ? `The latest ${found.letters.length}.` : 'None.';
    fill($('letters'), ...found.letters.map(letter => {
      const place = `${letter.partition}:${letter.offset}`;
      return el('li', {}, el('div', {class: 'row-head'}, el('strong', {}, letter.mail_id), state(words(letter.reason), 'bad'), letter.code ? el('span', {}, letter.code) : null, time(letter.failed_at)),
        el('p', {}, letter.detail || letter.advice), letter.detail && letter.advice ? el('p', {class: 'note'}, letter.advice) : null,
        el('div', {class: 'actions'}, el('button', {type: 'button', 'data-key': `show-${place}`, 'aria-label': `Show ${letter.mail_id}`, on: () => letterOf(place)}, 'Show'),
          letter.replayable ? el('button', {type: 'button', 'data-key': `replay-${place}`, 'aria-label': `Replay… ${letter.mail_id}`, disabled: !me.operator, on: () => replay({places: [place]})}, 'Replay…') : null));
    }));
  } catch (error) { $('letters-text').textContent = error.message; }
}
async function letterOf(place) {
  try {
    const letter = await ask(`/api/dead-letters/at/${place}`);
    const rows = [['Reason', words(letter.reason)], ['What went wrong', letter.detail], ['What to do', letter.advice], ['Reply', letter.response], ['Recipients', letter.recipients?.join(', ')], ['Attempts', `${letter.attempts}`], ['Replayed', `${letter.replay_count}`], ['History', letter.history?.join('\n')]].filter(([, text]) => text);
    const mend = await show(`Dead letter ${letter.mail_id}`, [el('dl', {}, ...rows.flatMap(([name, text]) => [el('dt', {}, name), el('dd', {}, el('pre', {}, text))])), letter.value ? el('details', {}, el('summary', {}, 'The record'), el('pre', {}, letter.value)) : null].filter(Boolean), me.demo && letter.value ? 'Mend it in the demo' : null);
    if (mend) { $('event').value = letter.value; $('event').focus(); }
  } catch (error) { await failed(error); }
}
async function replay(which) {
  try {
    const would = await ask('/api/dead-letters/replay', {...which, dry_run: true});
    const held = Object.entries(would.held_back).map(([why, count]) => el('li', {}, `${number(count)} stay: ${words(why)}`));
    if (!await show('Replay', [el('p', {}, `${number(would.would_be_put_back)} of ${number(would.matched)} would be put back, to those recipients alone who have not got them.`), el('ul', {}, ...held)], would.would_be_put_back ? 'Put them back' : null)) return;
    const did = await ask('/api/dead-letters/replay', which);
    $('letters-text').textContent = `${number(did.put_back)} put back.`;
    setTimeout(letters, 1500);
  } catch (error) { await failed(error); }
}
$('refresh').addEventListener('click', letters);
$('reason').addEventListener('change', letters);
$('replay-all').addEventListener('click', () => replay($('reason').value ? {reason: $('reason').value} : {all: true}));

// What became of a mail.
const port = attempt => `${attempt.port}: ${words(attempt.reason)}${attempt.response?.code ? ` (${attempt.response.code}${attempt.response.enhanced_status ? ` ${attempt.response.enhanced_status}` : ''})` : ''}`;
const pass = ({event, postponed_ports: shut}) => el('li', {}, el('div', {class: 'row-head'}, state(words(event.status), kind(event.status)), time(event.event_time), event.attempt ? el('span', {class: 'quiet'}, `attempt ${event.attempt}`) : null),
  event.chain?.length || shut.length ? el('p', {class: 'quiet'}, [...shut.map(each => `${each.name}: passed over, ${words(each.reason)}`), ...(event.chain ?? []).map(port)].join(' → ')) : null,
  event.detail ? el('p', {}, event.detail) : null,
  event.recipients?.length > 1 ? el('ul', {}, ...event.recipients.map(each => el('li', {}, `${each.email}: ${words(each.status)}`))) : null);
const whereabouts = now => el('p', {}, el('strong', {}, 'Now: '), `${words(now.state)}${now.reason && now.reason !== now.state ? ` (${words(now.reason)})` : ''}: ${now.recipients.join(', ') || 'all recipients'}, since `, time(now.since), now.next_attempt_at ? ', next try ' : null, now.next_attempt_at ? time(now.next_attempt_at) : null);
$('find').addEventListener('submit', async event => {
  event.preventDefault();
  const held = (name, since) => since ? [`${name} since `, time(since)] : [`no ${name}`];
  try {
    $('mail-text').textContent = 'Reading the topics …';
    fill($('mails'));
    const found = await ask('/api/mails', {mail: $('mail').value});
    fill($('mail-text'), ...(found.mails.length ? [`${found.mails.length}${found.more ? ' and more' : ''} found.`] : ['Not within what the topics still hold: ', ...held('status events', found.status_since), ', ', ...held('dead letters', found.dead_letters_since), '.']));
    fill($('mails'), ...found.mails.map(mail => el('li', {}, el('strong', {}, mail.mail_id), mail.published_at ? el('p', {class: 'quiet'}, 'Published ', time(mail.published_at)) : null, el('ol', {class: 'rows'}, ...mail.events.map(pass)), ...mail.now.map(whereabouts))));
  } catch (error) { $('mail-text').textContent = error.message; }
});

// The demo.
async function demoAct(body) {
  try { $('demo-said').textContent = (await ask('/demo/act', body)).text; } catch (error) { $('demo-said').textContent = error.message; }
  await demo();
}
async function demo() {
  try {
    const now = await ask('/demo/state');
    fill($('demo-ports'), ...now.ports.map(port => el('button', {type: 'button', 'data-key': `demo-${port.name}`, 'aria-pressed': String(port.blocked), on: () => demoAct({do: port.blocked ? 'unblock' : 'block', port: port.name})}, `${port.blocked ? 'Unblock' : 'Block'} ${port.name}`)));
    fill($('inbox'), ...(now.mails.length ? now.mails.map(mail => el('li', {}, el('div', {class: 'row-head'}, el('strong', {}, mail.subject || '(no subject)'), el('span', {class: 'quiet'}, `to ${mail.recipients.join(', ')} over ${mail.port}`), time(mail.received_at)),
      el('div', {class: 'actions'}, el('button', {type: 'button', 'data-key': `mail-${mail.place}`, 'aria-label': `Read ${mail.subject}`, on: () => read(mail)}, 'Read')))) : [el('li', {class: 'quiet'}, 'No mail yet.')]));
  } catch (error) { $('demo-said').textContent = error.message; }
}
async function read(mail) {
  const source = await (await fetch(`/demo/mail/${mail.place}`)).text();
  await show(mail.subject || '(no subject)', [mail.html ? el('iframe', {sandbox: '', title: 'The mail as HTML', src: `/demo/mail/${mail.place}/html`}) : el('pre', {}, mail.text), el('details', {}, el('summary', {}, 'Source'), el('pre', {}, source))]);
}
$('demo-send').addEventListener('submit', event => { event.preventDefault(); demoAct({do: 'send', event: $('event').value}); setTimeout(letters, 2000); });
$('typo').addEventListener('click', () => { $('event').value = JSON.stringify({id: `typo-${Date.now()}`, from: 'Shop <shop@example.org>', to: ['ann@example.net'], subjekt: 'Your order', text: 'Thank you.'}, null, 1); });

async function begin() {
  me = await ask('/api/me');
  fill($('who'), me.name ? `${me.name}${me.operator ? ', operator' : ''}` : me.login ? el('a', {href: '/login'}, 'Log in to act') : me.operator ? 'Security is off' : el('span', {class: 'quiet'}, 'Looking only: no login is set up'));
  document.querySelectorAll('[data-act], [data-say]').forEach(button => { button.disabled = !me.operator; });
  $('demo').hidden = !me.demo;
  if (me.demo) { await demo(); setInterval(demo, 1500); }
  follow();
  await letters();
}
begin().catch(error => { $('lost').hidden = false; $('lost').textContent = error.message; });
