// From the list of messages to what stands in the chat: day lines, messages, albums as one piece.
import { shortDay } from './time.js';

export function unitsOf(messages, person) {
  const units = [];
  let day = null;
  for (const message of messages) {
    const today = shortDay(message.date);
    if (today !== day) units.push({ key: `day before ${message.id}`, day: today });
    day = today;
    const last = units.at(-1);
    if (message.album && last.album === message.album && last.from === message.from?.id) last.messages.push(message);
    else units.push(unitOf(message, last, person));
  }
  return units;
}

function unitOf(message, last, person) {
  const from = message.from?.id;
  return {
    // A late item of an album stands by itself further down, so the album's own id would not do.
    key: `message ${message.id}`,
    album: message.album,
    from,
    mine: from === person && !message.service,
    first: last.from !== from || Boolean(last.messages?.[0].service),
    messages: [message],
  };
}

/** What a reader would notice if it changed: an edit is worth a flash, a new neighbour is not. */
export function essence(unit) {
  return JSON.stringify(unit.messages?.map(({ text, entities, media, buttons }) => [text, entities, media, buttons]));
}
