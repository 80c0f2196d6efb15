// One unit of the chat as nodes. `panel` is the chat it stands in: it knows what a press or a click does.
import { el, icon, iconButton } from './dom.js';
import { inlineKeyboard } from './keyboard.js';
import { renderMedia } from './media.js';
import { renderText } from './text.js';
import { serviceText } from './service.js';
import { clockTime } from './time.js';

const COLOURS = 7;

export function renderUnit(unit, panel, kept) {
  if (unit.day) return el('div', { class: 'service day' }, el('span', {}, unit.day));
  const [message] = unit.messages;
  if (message.service) return service(message);
  const album = unit.messages.length > 1;
  return el('article', {
    class: `unit ${unit.mine ? 'mine' : 'theirs'} ${unit.first ? 'first' : ''}`,
    dataset: album ? {} : { messageId: message.id },
    'aria-label': `${unit.mine ? 'Tôi' : message.from?.name ?? ''}, ${clockTime(message.date)}`,
  },
  el('div', { class: `bubble ${album ? 'has-album' : bubbleOf(message)}` }, bubble(unit, panel, kept)),
  message.buttons.length > 0 && inlineKeyboard(message.buttons, (button, node) => panel.press(message, button, node)),
  message.earlier.length > 0 && earlier(message, panel));
}

const bubbleOf = (message) => (message.media && !message.text ? `only-media of-${message.media.kind}` : '');

function service(message) {
  return el('div', { class: 'service', dataset: { messageId: message.id } }, el('span', {}, serviceText(message)));
}

function bubble(unit, panel, kept) {
  const [message] = unit.messages;
  const last = unit.messages.at(-1);
  const worded = unit.messages.find((one) => one.text) ?? message;
  return [
    panel.isGroup && !unit.mine && unit.first && message.from && el('b',
      { class: `name c${Math.abs(message.from.id) % COLOURS}` }, message.from.name),
    message.forwarded && el('small', { class: 'forwarded' }, `Chuyển tiếp từ ${message.forwarded}`),
    message.reply && quoted(message.reply),
    unit.messages.length > 1 ? album(unit, kept) : message.media && renderMedia(message.media, kept),
    worded.text && el('div', { class: 'text', dir: 'auto' }, renderText(worded.text, worded.entities)),
    el('span', { class: 'meta' }, unit.messages.some((one) => one.edited) && el('i', {}, 'đã sửa '),
      last.protected && el('span', { title: 'Nội dung được bảo vệ', 'aria-label': 'Nội dung được bảo vệ' }, '⛨ '),
      el('time', { datetime: last.date }, clockTime(last.date))),
    iconButton('more', 'Việc với tin này', () => panel.messageMenu(worded), { class: 'more' }),
  ];
}

function album(unit, kept) {
  return el('div', { class: 'album' }, unit.messages.map((one) => el('div',
    { class: 'cell', dataset: { messageId: one.id } }, one.media && renderMedia(one.media, kept))));
}

function quoted(reply) {
  return el('blockquote', { class: 'quoted' }, el('b', {}, reply.name), el('span', {}, words(reply)));
}

const KINDS = {
  photo: 'Ảnh', video: 'Video', voice: 'Tin thoại', document: 'Tệp', location: 'Vị trí', contact: 'Danh thiếp', sticker: 'Nhãn dán',
};
const words = (reply) => reply.text || KINDS[reply.kind] || (reply.text === null ? 'Tin nhắn đã xóa' : '…');

/** Keyboards that an edit took away: a press on one still reaches the bot, as from a phone that was slow to redraw. */
function earlier(message, panel) {
  const open = panel.opened.has(message.id);
  const boards = el('div', { class: 'earlier', hidden: !open }, message.earlier.map((rows) => inlineKeyboard(
    rows, (button, node) => panel.press(message, button, node), true)));
  const toggle = el('button', {
    type: 'button', class: 'old-toggle', 'aria-expanded': String(open), dataset: { oldButtons: message.id },
    onclick: () => {
      boards.hidden = !boards.hidden;
      toggle.setAttribute('aria-expanded', String(!boards.hidden));
      if (boards.hidden) panel.opened.delete(message.id);
      else panel.opened.add(message.id);
    },
  }, icon('history'), `Nút cũ (${message.earlier.length})`);
  return [toggle, boards];
}
