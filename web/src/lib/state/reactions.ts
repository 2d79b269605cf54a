// Reactions of one message, kept sorted by emoji as the server sorts them.
import type { Id, Message } from '../api/wire.ts';

/** `message` with a reaction more; itself where it is there already. */
export function withReaction(message: Message, emoji: string, by: Id): Message {
  const known = message.reactions.find((reaction) => reaction.emoji === emoji);
  if (known?.by.includes(by)) return message;
  const others = message.reactions.filter((reaction) => reaction !== known);
  const reactions = [...others, { emoji, by: [...(known?.by ?? []), by] }];
  return { ...message, reactions: reactions.sort((a, b) => compareText(a.emoji, b.emoji)) };
}

/** `message` with a reaction less; itself where it is not there. */
export function withoutReaction(message: Message, emoji: string, by: Id): Message {
  if (!message.reactions.some((reaction) => reaction.emoji === emoji && reaction.by.includes(by)))
    return message;
  const less = message.reactions.map((reaction) =>
    reaction.emoji === emoji ? { emoji, by: reaction.by.filter((who) => who !== by) } : reaction,
  );
  return { ...message, reactions: less.filter((reaction) => reaction.by.length > 0) };
}

/** By code points, as the server compares. Comparing UTF-16 would put U+FE0F after the pictures beyond U+FFFF. */
export function compareText(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
