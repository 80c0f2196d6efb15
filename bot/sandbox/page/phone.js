// One person's phone: its chats as tabs, the header, notices, and what has been read.
import * as api from './api.js';
import { ChatPanel } from './chat.js';
import { el, iconButton } from './dom.js';
import { Notices } from './notices.js';

export class Phone {
  /** `reads`: chat id → last message id seen; the board keeps it over a reload. */
  constructor(person, reads, remember) {
    this.person = person;
    this.reads = reads;
    this.remember = remember;
    this.panels = new Map();
    this.notices = new Notices();
    this.build();
  }

  build() {
    this.owner = el('h2', {});
    this.note = el('p', { class: 'note' });
    this.avatar = el('span', { class: 'avatar', 'aria-hidden': 'true' });
    this.title = el('b', { class: 'title' });
    this.status = el('small', { class: 'status' });
    this.tabs = el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Các cuộc trò chuyện', onkeydown: (event) => this.walk(event) });
    this.more = iconButton('more', 'Việc với cuộc trò chuyện', () => this.openMenu());
    this.screen = el('div', { class: 'screen' }, this.tabs,
      el('header', {}, this.avatar, el('div', {}, this.title, this.status), this.more),
      this.notices.toasts, this.notices.layer);
    this.node = el('section', { class: 'phone', dataset: { phone: this.person } },
      el('div', { class: 'owner' }, this.owner, this.note), this.screen);
  }

  update(data, chats) {
    this.owner.textContent = data.title;
    this.note.textContent = data.note;
    this.node.setAttribute('aria-label', `Điện thoại của ${data.title}`);
    for (const own of data.chats) this.panel(own.id).update(chats.get(own.id), own);
    this.dropAllBut(new Set(data.chats.map((own) => own.id)));
    if (!this.panels.has(this.active)) this.active = data.chats[0]?.id;
    this.show(this.active);
    if (this.wanted) this.goTo(this.wanted);
  }

  panel(id) {
    if (!this.panels.has(id)) {
      const panel = new ChatPanel(this, id);
      this.panels.set(id, panel);
      this.screen.insertBefore(panel.node, this.notices.toasts);
    }
    return this.panels.get(id);
  }

  dropAllBut(kept) {
    for (const [id, panel] of this.panels) {
      if (kept.has(id)) continue;
      panel.node.remove();
      this.panels.delete(id);
    }
  }

  show(id) {
    const moved = this.active !== id || this.shown !== id;
    this.active = id;
    this.shown = id;
    if (moved) for (const [one, panel] of this.panels) panel.show(one === id);
    this.header();
    this.markRead();
  }

  /** The injected clock moved on: what lasts only a while may be over. */
  tick(iso) {
    this.now = Date.parse(iso);
    this.header();
  }

  header() {
    const chat = this.panels.get(this.active)?.chat;
    if (!chat) return;
    this.title.textContent = chat.title;
    this.avatar.textContent = chat.title.slice(0, 1);
    const typing = chat.typing_until && Date.parse(chat.typing_until) > this.now;
    const kind = chat.kind === 'private' ? 'bot' : `${chat.members} thành viên`;
    this.status.textContent = typing ? 'đang gõ…' : kind;
    this.status.classList.toggle('busy', Boolean(typing));
    this.more.hidden = chat.kind !== 'private';
  }

  /** What stands on the screen, at its end, in a visible window, counts as read. */
  markRead() {
    const panel = this.panels.get(this.active);
    if (panel?.chat && panel.stuck && !document.hidden) {
      this.reads[this.active] = panel.lastId;
      this.remember();
    }
    this.drawTabs();
  }

  drawTabs() {
    this.tabs.hidden = this.panels.size < 2;
    while (this.tabs.children.length > this.panels.size) this.tabs.lastChild.remove();
    [...this.panels].forEach(([id, panel], index) => this.drawTab(id, panel, index));
  }

  drawTab(id, panel, index) {
    const tab = this.tabs.children[index] ?? this.tabs.appendChild(el('button', { type: 'button', role: 'tab', onclick: (event) => this.show(Number(event.currentTarget.dataset.tab)) }, el('span', {}), el('b', { class: 'badge' })));
    const chosen = id === this.active;
    tab.dataset.tab = id;
    tab.setAttribute('aria-selected', String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    tab.firstChild.textContent = panel.chat.title;
    tab.lastChild.textContent = panel.unread || '';
    tab.setAttribute('aria-label', panel.unread ? `${panel.chat.title}, ${panel.unread} tin chưa đọc` : panel.chat.title);
  }

  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...this.tabs.children];
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
  }

  openMenu() {
    const panel = this.panels.get(this.active);
    this.notices.menu('Việc với cuộc trò chuyện', [panel.chat.blocked
      ? ['Bỏ chặn bot', () => panel.act('unblock')]
      : ['Chặn bot', () => panel.act('block')]]);
  }

  /** Follow a link to a bot: start it on this phone and go to its chat. */
  async start({ bot, payload }) {
    const answer = await api.act(this.person, 'start', { bot, payload });
    if (answer.ok) this.goTo(answer.chat);
    this.heard(answer);
  }

  goTo(id) {
    if (!this.panels.has(id)) { this.wanted = id; return; }
    this.wanted = null;
    this.show(id);
    // The link that was followed is hidden now; the focus goes along.
    if (document.activeElement.matches('body, .chat[hidden] *')) this.panels.get(id).log.focus({ preventScroll: true });
  }

  heard(answer) {
    if (!answer.ok) this.notices.toast(answer.error, true);
    else if (answer.alert?.show_alert) this.notices.alert(answer.alert.text);
    else if (answer.alert) this.notices.toast(answer.alert.text);
  }
}
