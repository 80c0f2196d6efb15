// What Telegram tells everybody in a chat, in its own grey voice.

const WORDS = {
  new_chat_members: (who, whom) => (whom && whom !== who ? `${who} đã thêm ${whom}` : `${who} đã vào nhóm`),
  left_chat_member: (who, whom) => (whom && whom !== who ? `${who} đã đưa ${whom} ra khỏi nhóm` : `${who} đã rời nhóm`),
  group_chat_created: (who) => `${who} đã lập nhóm`,
  supergroup_chat_created: (who) => `${who} đã lập nhóm lớn`,
  migrate_to_chat_id: () => 'Nhóm đã được nâng cấp thành nhóm lớn',
  migrate_from_chat_id: () => 'Nhóm này được nâng cấp từ nhóm thường',
  pinned_message: (who) => `${who} đã ghim một tin`,
  new_chat_title: (who, what) => `${who} đã đổi tên nhóm thành «${what}»`,
  forum_topic_created: (who, what) => `Chủ đề mới: «${what}»`,
  forum_topic_closed: () => 'Chủ đề đã đóng',
};

export function serviceText(message) {
  const who = message.from?.name ?? 'Ai đó';
  return WORDS[message.service.kind]?.(who, message.service.about) ?? message.service.kind;
}
