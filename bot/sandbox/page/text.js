// A message's text with its entities, as nodes. Offsets are UTF-16 units, which is how JavaScript counts too.
import { el } from './dom.js';

const TAGS = {
  bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code',
  blockquote: 'blockquote', expandable_blockquote: 'blockquote',
};
const WEB = /^(https?|tg|tel|mailto):/i;

export function renderText(text, entities) {
  const ordered = entities
    .filter((one) => one.offset >= 0 && one.length > 0)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, ordered, 0, text.length);
}

function between(text, entities, start, end) {
  const fragment = document.createDocumentFragment();
  let at = start;
  while (entities.length && entities[0].offset < end) {
    const entity = entities.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    fragment.append(text.slice(at, from));
    fragment.append(wrap(entity, text.slice(from, to), between(text, entities, from, to)));
    at = to;
  }
  fragment.append(text.slice(at, end));
  return fragment;
}

function wrap(entity, words, inner) {
  switch (entity.type) {
    case 'pre':
      return el('pre', { dataset: entity.language ? { language: entity.language } : {} }, el('code', {}, inner));
    case 'spoiler':
      return el('button', { type: 'button', class: 'spoiler', 'aria-label': 'Hiện chữ bị che', onclick: reveal }, inner);
    case 'text_link':
      return link(entity.url, inner);
    case 'url':
      return link(WEB.test(words) ? words : `https://${words}`, inner);
    case 'email':
      return link(`mailto:${words}`, inner);
    case 'phone_number':
      return link(`tel:${words.replace(/[^\d+]/g, '')}`, inner);
    case 'bot_command':
      return el('button', { type: 'button', class: 'command', dataset: { command: words } }, inner);
    case 'mention': case 'text_mention': case 'hashtag': case 'cashtag':
      return el('span', { class: 'mention' }, inner);
    default:
      return TAGS[entity.type] ? el(TAGS[entity.type], {}, inner) : inner;
  }
}

function reveal(event) {
  event.currentTarget.replaceWith(...event.currentTarget.childNodes);
}

/** A link opens only what a browser may open safely; any other scheme stays plain text. */
function link(url, inner) {
  if (!WEB.test(url ?? '')) return inner;
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, inner);
}

/** `{bot, payload}` of a link that opens a chat with a bot, else null. */
export function deepLink(url) {
  let parsed;
  try { parsed = new URL(url); } catch { return null; }
  const asked = parsed.searchParams;
  if (asked.has('startgroup') || asked.has('startapp')) return null;
  if (parsed.protocol === 'tg:') {
    return parsed.href.startsWith('tg://resolve') && asked.get('domain')
      ? { bot: asked.get('domain'), payload: asked.get('start') } : null;
  }
  const name = /^\/([A-Za-z]\w{3,31})\/?$/.exec(parsed.pathname);
  if (!name || !['t.me', 'telegram.me'].includes(parsed.hostname)) return null;
  return { bot: name[1], payload: asked.get('start') };
}
