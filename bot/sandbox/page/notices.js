// What the phone says to its owner: short toasts, dialogs with a button, small menus, forms.
import { el } from './dom.js';

const TOAST_MS = 5000;

export class Notices {
  constructor() {
    this.toasts = el('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
    this.layer = el('div', { class: 'layer', hidden: true });
  }

  toast(text, wrong = false) {
    const node = el('p', { class: wrong ? 'toast wrong' : 'toast' }, text);
    this.toasts.append(node);
    setTimeout(() => node.remove(), TOAST_MS);
  }

  /** A message box that stays until it is dismissed. */
  alert(text) {
    const close = el('button', { type: 'button', class: 'plain', onclick: () => this.close() }, 'Đóng');
    this.open(el('div', { class: 'box', role: 'alertdialog', 'aria-modal': 'true', 'aria-label': 'Thông báo' },
      el('p', {}, text), el('div', { class: 'choices' }, close)), close);
  }

  /** `items`: [label, action] pairs; an action runs after the menu is gone. */
  menu(label, items) {
    const buttons = items.map(([words, run]) => el('button', {
      type: 'button', role: 'menuitem', onclick: () => { this.close(); run(); },
    }, words));
    const box = el('div', { class: 'box menu', role: 'menu', 'aria-label': label, onkeydown: walk }, buttons);
    this.open(box, buttons[0]);
  }

  /** `fields`: [name, label, value] triples; `done` gets {name: typed}. */
  form(title, fields, verb, done) {
    const inputs = fields.map(([name, label, value]) => el('label', {}, label,
      el('input', { name, value, required: true, autocomplete: 'off' })));
    const form = el('form', { class: 'box', role: 'dialog', 'aria-modal': 'true', 'aria-label': title },
      el('b', {}, title), inputs, el('div', { class: 'choices' },
        el('button', { type: 'button', class: 'plain', onclick: () => this.close() }, 'Thôi'),
        el('button', { type: 'submit', class: 'plain' }, verb)));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const typed = Object.fromEntries(new FormData(form));
      this.close();
      done(typed);
    });
    this.open(form, form.querySelector('input'));
  }

  open(box, focused) {
    if (this.layer.hidden) this.before = document.activeElement;
    this.layer.replaceChildren(box);
    this.layer.hidden = false;
    this.layer.onclick = (event) => { if (event.target === this.layer) this.close(); };
    this.layer.onkeydown = (event) => {
      if (event.key === 'Escape') this.close();
      if (event.key === 'Tab') keepInside(event, box);
    };
    focused.focus();
  }

  close() {
    this.layer.hidden = true;
    this.layer.replaceChildren();
    this.before?.focus();
  }
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.children];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
}

function keepInside(event, box) {
  const stops = [...box.querySelectorAll('button, input')];
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}
