// One chat on one phone: the messages, what covers the input bar, and the verbs of its owner.
import * as api from './api.js';
import { Composer } from './composer.js';
import { el, iconButton } from './dom.js';
import { replyKeyboard } from './keyboard.js';
import { renderUnit } from './message.js';
import { Patcher } from './patch.js';
import { deepLink } from './text.js';
import { unitsOf } from './units.js';

const NEAR_BOTTOM = 48;

export class ChatPanel {
  constructor(phone, id) {
    this.phone = phone;
    this.id = id;
    this.opened = new Set();
    this.stuck = true;
    this.build();
    this.patcher = new Patcher(this.log, (unit, kept) => renderUnit(unit, this, kept));
  }

  build() {
    this.log = el('div', { class: 'log', role: 'log', tabindex: '0', onscroll: () => this.scrolled(), onclick: (event) => this.clicked(event) });
    this.log.addEventListener('load', () => this.stick(), true);
    new ResizeObserver(() => this.stick()).observe(this.log);
    this.below = iconButton('down', 'Xuống cuối', () => this.toBottom(), { class: 'below', hidden: true });
    this.composer = new Composer(this, this.phone.notices);
    this.gate = el('button', { type: 'button', class: 'gate', hidden: true, onclick: () => this.act(this.gate.value) });
    this.keyboard = el('div', { class: 'keyboard-box', hidden: true });
    this.node = el('div', { class: 'chat', hidden: true, dataset: { chat: this.id } },
      el('div', { class: 'scroll' }, this.log, this.below), this.composer.node, this.gate, this.keyboard);
  }

  /** `chat` is what everybody in it sees; `own` is what only this phone's owner does. */
  update(chat, own) {
    this.chat = chat;
    this.outside = own.outside;
    this.isGroup = chat.kind !== 'private';
    this.log.setAttribute('aria-label', `Các tin trong ${chat.title}`);
    this.patcher.show(unitsOf(chat.messages, this.phone.person));
    this.composer.update(chat.keyboard, own.commands);
    this.updateGate(chat);
    this.updateKeyboard(chat.keyboard);
    this.stick();
  }

  /** Blocked, not yet started, or outside: one wide button instead of the input bar. */
  updateGate(chat) {
    const way = this.wayIn(chat);
    this.gate.hidden = !way;
    this.composer.node.hidden = Boolean(way);
    this.node.classList.toggle('gated', Boolean(way));
    this.gate.disabled = this.outside;
    if (way) [this.gate.value, this.gate.textContent] = way;
  }

  wayIn(chat) {
    if (this.outside) return ['', 'Không còn trong nhóm'];
    if (chat.blocked) return ['unblock', 'Bỏ chặn'];
    return chat.kind === 'private' && !chat.messages.length ? ['start', 'Bắt đầu'] : null;
  }

  updateKeyboard(keyboard) {
    const content = JSON.stringify(keyboard);
    if (content === this.keyboardContent) return;
    this.keyboardContent = content;
    this.keyboard.replaceChildren(...(keyboard ? [replyKeyboard(keyboard, (button) => this.pressReply(button))] : []));
    this.keyboard.hidden = !keyboard;
  }

  toggleKeyboard() {
    this.keyboard.hidden = !this.keyboard.hidden;
  }

  get unread() {
    const from = this.phone.reads[this.id] ?? 0;
    return this.chat.messages.filter((one) => one.id > from && one.from?.id !== this.phone.person && !one.service).length;
  }

  get lastId() {
    return Math.max(0, ...this.chat.messages.map((one) => one.id));
  }

  show(shown) {
    this.node.hidden = !shown;
    if (shown) this.log.scrollTop = this.stuck ? this.log.scrollHeight : this.scrollTop;
  }

  scrolled() {
    this.scrollTop = this.log.scrollTop;
    this.stuck = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_BOTTOM;
    this.below.hidden = this.stuck;
    this.phone.markRead();
  }

  stick() {
    if (this.stuck) this.log.scrollTop = this.log.scrollHeight;
  }

  toBottom() {
    this.stuck = true;
    this.stick();
  }

  async act(action, fields = {}) {
    return this.done(await api.act(this.phone.person, action, { chat: this.id, ...fields }));
  }

  async upload(files, fields) {
    return this.done(await api.upload(this.phone.person, files, { chat: this.id, ...fields }));
  }

  done(answer) {
    if (answer.ok) this.toBottom();
    this.phone.heard(answer);
    return answer.ok;
  }

  async press(message, button, node) {
    if (button.url) { this.open(button.url); return; }
    if (button.copy) { this.copy(button.copy); return; }
    if (button.data === undefined) { this.phone.notices.toast('Máy thử không mở được loại nút này.'); return; }
    node.setAttribute('aria-busy', 'true');
    const answer = await api.act(this.phone.person, 'press', { chat: this.id, message: message.id, data: button.data });
    node.removeAttribute('aria-busy');
    this.phone.heard(answer);
    if (answer.url) this.open(answer.url);
  }

  pressReply(button) {
    if (this.chat.keyboard.one_time) this.keyboard.hidden = true;
    if (button.request === 'contact') this.act('contact');
    else if (button.request === 'location') this.composer.askPlace();
    else this.act('text', { text: button.text });
  }

  open(url) {
    const link = deepLink(url);
    if (link) this.phone.start(link);
    else window.open(url, '_blank', 'noopener,noreferrer');
  }

  async copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => {});
    this.phone.notices.toast(`Đã chép: ${text}`);
  }

  clicked(event) {
    const command = event.target.closest('[data-command]');
    if (command) { this.act('text', { text: command.dataset.command }); return; }
    const anchor = event.target.closest('.text a');
    if (anchor && deepLink(anchor.href)) { event.preventDefault(); this.open(anchor.href); return; }
    if (event.target.closest('a, button, audio, video') || !window.getSelection().isCollapsed) return;
    const piece = event.target.closest('.bubble')?.closest('.unit');
    const id = Number(event.target.closest('[data-message-id]')?.dataset.messageId
      ?? piece?.querySelector('[data-message-id]')?.dataset.messageId);
    const message = this.chat.messages.find((one) => one.id === id);
    if (piece && message) this.messageMenu(message);
  }

  messageMenu(message) {
    const own = message.from?.id === this.phone.person;
    this.phone.notices.menu('Việc với tin này', [
      ['Trả lời', () => this.composer.reply(message)],
      ...(own && message.editable ? [['Sửa', () => this.composer.edit(message)]] : []),
      ...(message.text && !message.protected ? [['Chép chữ', () => this.copy(message.text)]] : []),
      ...(own ? [['Xóa', () => this.act('delete', { message: message.id })]] : []),
    ]);
  }
}
