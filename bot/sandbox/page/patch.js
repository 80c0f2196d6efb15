// Bring the list on the screen up to the list wanted, touching only what differs.
import { mediaOf } from './media.js';
import { essence } from './units.js';

/** Keeps one child of `box` for each unit, in order; a child is redrawn only when its content changed. */
export class Patcher {
  constructor(box, draw) {
    this.box = box;
    this.draw = draw;
    this.shown = new Map();
  }

  show(units) {
    const wanted = new Set(units.map((unit) => unit.key));
    for (const [key, { node }] of this.shown) {
      if (wanted.has(key)) continue;
      node.remove();
      this.shown.delete(key);
    }
    units.forEach((unit, index) => {
      const node = this.fresh(unit);
      const there = this.box.children[index] ?? null;
      if (there !== node) this.box.insertBefore(node, there);
    });
  }

  fresh(unit) {
    const content = JSON.stringify(unit);
    const before = this.shown.get(unit.key);
    if (before?.content === content) return before.node;
    const focused = before && focusIn(before.node);
    const node = this.draw(unit, before ? mediaOf(before.node) : new Map());
    this.shown.set(unit.key, { node, content, unit });
    if (before) {
      if (essence(unit) !== essence(before.unit)) node.classList.add('changed');
      before.node.replaceWith(node);
      focused?.(node);
    }
    return node;
  }
}

/** Gives the focus back after a redraw: to the twin of the button that had it, else to the message's own menu. */
function focusIn(node) {
  const active = document.activeElement;
  if (!node.contains(active)) return null;
  const key = active.dataset.button;
  return (fresh) => {
    const shown = [...fresh.querySelectorAll('[data-button]')].filter((one) => !one.closest('[hidden]'));
    const twin = shown.find((one) => key && one.dataset.button === key);
    (twin ?? fresh.querySelector('.more'))?.focus({ preventScroll: true });
  };
}
