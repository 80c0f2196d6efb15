// What a message carries besides words: pictures, sound, files, places, people.
import { el, icon } from './dom.js';

/** Draw `media`; a node of `kept` with the same source is used again, so that nothing flickers or stops playing. */
export function renderMedia(media, kept) {
  const before = media.url && kept.get(media.url);
  if (before) {
    kept.delete(media.url);
    return before;
  }
  const node = (DRAWN[media.kind] ?? unknown)(media);
  if (media.url) node.dataset.src = media.url;
  node.classList.add('media', `media-${media.kind}`);
  return node;
}

/** The media nodes below `root`, by source. */
export function mediaOf(root) {
  return new Map([...root.querySelectorAll('[data-src]')].map((node) => [node.dataset.src, node]));
}

const DRAWN = {
  photo: (media) => el('a', { href: media.url, target: '_blank', 'aria-label': 'Xem ảnh cỡ lớn' },
    el('img', { src: media.url, alt: 'Ảnh', decoding: 'async' })),
  video: film,
  animation: film,
  video_note: film,
  voice: (media) => el('audio', { src: media.url, controls: true, preload: 'metadata', 'aria-label': 'Tin thoại' }),
  audio: (media) => el('div', {}, el('span', { class: 'filename' }, media.name ?? 'Âm thanh'),
    el('audio', { src: media.url, controls: true, preload: 'metadata', 'aria-label': 'Âm thanh' })),
  document: (media) => el('a', { class: 'file', href: media.url, download: media.name ?? 'tep' },
    el('span', { class: 'disc' }, icon('file')),
    el('span', {}, el('span', { class: 'filename' }, media.name ?? 'Tệp'), el('small', {}, size(media.size)))),
  location: (media) => card('pin', 'Vị trí', `${degrees(media.latitude)}; ${degrees(media.longitude)}`),
  contact: (media) => card('person', media.name, media.phone),
  sticker: (media) => el('span', { role: 'img', 'aria-label': 'Nhãn dán' }, media.emoji || '🙂'),
  dice: (media) => el('span', { role: 'img', 'aria-label': 'Xúc xắc' }, `${media.emoji || '🎲'} ${media.value ?? ''}`),
  poll: (media) => el('div', {}, el('b', {}, media.question),
    el('ul', {}, (media.options ?? []).map((option) => el('li', {}, option)))),
};

function film(media) {
  return el('video', { src: media.url, controls: true, preload: 'metadata', playsinline: true, 'aria-label': 'Video' });
}

function card(shape, title, line) {
  return el('div', { class: 'card' }, el('span', { class: 'disc' }, icon(shape)),
    el('span', {}, el('b', {}, title), el('small', {}, line)));
}

const unknown = (media) => el('em', {}, `[${media.kind}]`);
const degrees = (value) => Number(value).toLocaleString('vi-VN', { minimumFractionDigits: 5, maximumFractionDigits: 5 });

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const inKilo = bytes / 1024;
  const [value, unit] = inKilo < 1024 ? [inKilo, 'KB'] : [inKilo / 1024, 'MB'];
  return `${value.toLocaleString('vi-VN', { maximumFractionDigits: 1 })} ${unit}`;
}

/** Two seconds of a quiet tone as a WAV file: a voice note for somebody without a microphone. */
export function sampleVoice() {
  const rate = 8000;
  const count = rate * 2;
  const bytes = new DataView(new ArrayBuffer(44 + count));
  const word = (at, letters) => [...letters].forEach((letter, i) => bytes.setUint8(at + i, letter.charCodeAt(0)));
  word(0, 'RIFF'); bytes.setUint32(4, 36 + count, true); word(8, 'WAVEfmt ');
  bytes.setUint32(16, 16, true); bytes.setUint16(20, 1, true); bytes.setUint16(22, 1, true);
  bytes.setUint32(24, rate, true); bytes.setUint32(28, rate, true);
  bytes.setUint16(32, 1, true); bytes.setUint16(34, 8, true);
  word(36, 'data'); bytes.setUint32(40, count, true);
  for (let i = 0; i < count; i += 1) {
    bytes.setUint8(44 + i, 128 + 24 * Math.sin((2 * Math.PI * 330 * i) / rate));
  }
  return new File([bytes.buffer], 'tin-thoai-mau.wav', { type: 'audio/wav' });
}
