// The bar at the bottom of a chat: words, attachments, reply and edit.
import { el, icon, iconButton } from './dom.js';
import { sampleVoice } from './media.js';

const TALLEST = 140;
const HERE = { lat: '20.97000', lon: '106.74000' };

export class Composer {
  /** `panel` is the chat; it knows how to act on the server and whether that worked. */
  constructor(panel, notices) {
    this.panel = panel;
    this.notices = notices;
    this.files = [];
    this.build();
  }

  build() {
    this.input = el('textarea', {
      rows: 1, placeholder: 'Tin nhắn', 'aria-label': 'Tin nhắn', oninput: () => this.grow(), onkeydown: (event) => this.key(event),
    });
    this.context = el('div', { class: 'context', hidden: true });
    this.strip = el('div', { class: 'strip', hidden: true });
    this.picker = el('input', { type: 'file', hidden: true, 'aria-hidden': 'true', tabindex: '-1', onchange: () => this.picked() });
    this.commands = iconButton('menu', 'Lệnh của bot', () => this.openCommands(), { hidden: true });
    this.keys = iconButton('keyboard', 'Bàn phím trả lời', () => this.panel.toggleKeyboard(), { hidden: true });
    this.node = el('form', { class: 'composer', onsubmit: (event) => { event.preventDefault(); this.send(); } },
      this.context, this.strip, this.picker,
      el('div', { class: 'line' }, this.commands, iconButton('attach', 'Đính kèm', () => this.openAttach()), this.input,
        this.keys, el('button', { type: 'submit', class: 'round send', 'aria-label': 'Gửi', title: 'Gửi' }, icon('send'))));
  }

  update(keyboard, commands) {
    this.menu = commands;
    this.commands.hidden = commands.length === 0;
    this.keys.hidden = !keyboard;
    this.input.placeholder = keyboard?.placeholder || 'Tin nhắn';
  }

  key(event) {
    if (event.key === 'Escape' && this.target) this.forget();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  grow() {
    this.input.style.height = 'auto';
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
  }

  put(text) {
    this.input.value = text;
    this.grow();
  }

  reply(message) {
    this.aim({ verb: 'reply', message }, 'Trả lời');
  }

  edit(message) {
    this.aim({ verb: 'edit', message }, 'Sửa tin nhắn');
    this.put(message.text);
  }

  aim(target, title) {
    this.target = target;
    this.context.replaceChildren(el('span', {}, el('b', {}, title), el('small', {}, target.message.text || '…')),
      iconButton('close', 'Bỏ', () => { this.forget(); this.input.focus(); }));
    this.context.hidden = false;
    this.input.focus();
  }

  forget() {
    if (this.target?.verb === 'edit') this.put('');
    this.target = null;
    this.context.hidden = true;
  }

  async send() {
    const text = this.input.value.trim();
    const { target, files, kind } = this;
    if (!text && !files.length) return;
    this.put('');
    this.forget();
    this.hold([]);
    if (await this.deliver(text, target, files, kind)) return;
    if (!this.input.value) this.put(text);
    this.hold(files, kind);
  }

  deliver(text, target, files, kind) {
    if (target?.verb === 'edit') return this.panel.act('edit', { message: target.message.id, text });
    if (files.length) return this.panel.upload(files, { kind, caption: text });
    return this.panel.act('text', { text, reply_to: target?.message.id });
  }

  openCommands() {
    this.notices.menu('Lệnh của bot', this.menu.map(({ command, description }) => [
      `/${command} – ${description}`, () => this.panel.act('text', { text: `/${command}` })]));
  }

  openAttach() {
    this.notices.menu('Đính kèm', [
      ['Ảnh (chọn nhiều thành album)', () => this.pick('photo', 'image/*')],
      ['Video', () => this.pick('video', 'video/*')],
      ['Tệp (giữ nguyên gốc)', () => this.pick('file', '')],
      ['Tin thoại: mẫu 2 giây', () => this.panel.upload([sampleVoice()], { kind: 'voice' })],
      ['Tin thoại: từ tệp', () => this.pick('voice', 'audio/*')],
      ['Vị trí', () => this.askPlace()],
      ['Số điện thoại của tôi', () => this.panel.act('contact')],
      ['Nhãn dán', () => this.panel.act('sticker')],
    ]);
  }

  askPlace() {
    this.notices.form('Gửi vị trí', [['latitude', 'Vĩ độ', HERE.lat], ['longitude', 'Kinh độ', HERE.lon]], 'Gửi',
      (typed) => this.panel.act('location', typed));
  }

  pick(kind, accept) {
    this.picking = kind;
    this.picker.accept = accept;
    this.picker.multiple = kind !== 'voice';
    this.picker.value = '';
    this.picker.click();
  }

  picked() {
    this.forget();
    this.hold([...this.picker.files], this.picking);
    this.input.focus();
  }

  /** Files wait above the bar until they are sent; the words typed meanwhile become the caption. */
  hold(files, kind = null) {
    this.files = files;
    this.kind = kind;
    this.strip.hidden = files.length === 0;
    this.strip.replaceChildren(...files.map((file) => el('span', { class: 'held' }, file.name)),
      iconButton('close', 'Bỏ các tệp', () => this.hold([])));
  }
}
