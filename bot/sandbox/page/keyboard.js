// Buttons below a message, and the keyboard that takes the place of the phone's own.
import { el } from './dom.js';

/** Rows of inline buttons; `stale` marks a keyboard that the message carried before an edit. */
export function inlineKeyboard(rows, press, stale = false) {
  const label = stale ? 'Nút của bản trước' : 'Nút của tin';
  return el('div', { class: stale ? 'keyboard stale' : 'keyboard', role: 'group', 'aria-label': label },
    rows.map((row) => el('div', { class: 'row' }, row.map((button) => inlineButton(button, press)))));
}

function inlineButton(button, press) {
  const node = el('button', {
    type: 'button',
    class: button.style ? `key ${button.style}` : 'key',
    dataset: { button: button.data ?? button.url ?? button.copy ?? button.text },
    onclick: () => press(button, node),
  }, button.text, button.url && el('span', { class: 'corner', 'aria-hidden': 'true' }, '↗'));
  return node;
}

export function replyKeyboard(keyboard, press) {
  return el('div', { class: 'reply-keyboard', role: 'group', 'aria-label': 'Bàn phím trả lời' },
    keyboard.rows.map((row) => el('div', { class: 'row' }, row.map((button) => el('button', {
      type: 'button', class: 'key', dataset: { button: button.text }, onclick: () => press(button),
    }, button.text)))));
}
