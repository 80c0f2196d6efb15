// The board of phones: fetch the view whenever the server says that something changed, and redraw what differs.
import * as api from './api.js';
import { el } from './dom.js';
import { Phone } from './phone.js';
import { fullTime, longDay } from './time.js';

const $ = (id) => document.getElementById(id);
const STORE = 'sandbox-reads';

class Board {
  constructor() {
    this.phones = new Map();
    this.seen = null;
  }

  /** One fetch at a time; news that come meanwhile lead to exactly one more. */
  async refresh() {
    if (this.fetching) { this.again = true; return; }
    this.fetching = true;
    do {
      this.again = false;
      try { this.draw(await api.view()); } catch { connection(false); }
    } while (this.again);
    this.fetching = false;
  }

  draw(view) {
    this.seen = stamp(view);
    this.loadReads(view.run);
    $('calls').textContent = view.calls.toLocaleString('vi-VN');
    drawJumps(view.jumps);
    const chats = new Map(view.chats.map((chat) => [chat.id, chat]));
    for (const data of view.phones) this.phone(data.person).update(data, chats);
    this.tick(view.now);
    document.body.dataset.version = view.version;
  }

  tick(iso) {
    showTime(iso);
    this.phones.forEach((phone) => phone.tick(iso));
  }

  phone(person) {
    if (!this.phones.has(person)) {
      const reads = (this.reads[person] ??= {});
      const phone = new Phone(person, reads, () => this.saveReads());
      this.phones.set(person, phone);
      $('phones').append(phone.node);
    }
    return this.phones.get(person);
  }

  /** What was read outlives a reload of the page, not a restart of the server, where ids begin anew. */
  loadReads(run) {
    if (this.run === run) return;
    if (this.run) { window.location.reload(); return; }
    this.run = run;
    const stored = JSON.parse(sessionStorage.getItem(STORE) ?? '{}');
    this.reads = stored.run === run ? stored.reads : {};
  }

  saveReads() {
    sessionStorage.setItem(STORE, JSON.stringify({ run: this.run, reads: this.reads }));
  }
}

const stamp = ({ version, calls }) => `${version} ${calls}`;

function showTime(iso) {
  $('time').textContent = fullTime(iso);
  $('time').dateTime = iso;
  $('date').textContent = longDay(iso);
}

function drawJumps(labels) {
  const bar = $('jumps');
  if (bar.children.length === labels.length) return;
  bar.replaceChildren(...labels.map((label, index) => el('button', {
    type: 'button', dataset: { jump: index }, onclick: (event) => run(event.currentTarget, index),
  }, label)));
}

async function run(button, index) {
  button.setAttribute('aria-busy', 'true');
  const answer = await api.jump(index);
  button.removeAttribute('aria-busy');
  connection(answer.ok, answer.error);
}

function connection(alive, words = 'Mất kết nối với máy chủ, đang thử lại…') {
  $('connection').textContent = alive ? '' : words;
}

const board = new Board();
const events = new EventSource('events');
events.onopen = () => connection(true);
events.onerror = () => connection(false);
events.onmessage = (event) => {
  const news = JSON.parse(event.data);
  board.tick(news.now);
  if (stamp(news) !== board.seen) board.refresh();
};
document.addEventListener('visibilitychange', () => board.phones.forEach((phone) => phone.markRead()));
