/** Which texts are emoji. */

const REGIONAL = String.raw`\p{RI}\p{RI}`;
/** An emoji with what makes it one: a colour by itself, a variation selector, a skin tone, a keycap or a tag sequence. */
const ELEMENT = String.raw`(?:[0-9#*]\uFE0F?\u20E3|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|(?!\p{RI})\p{Emoji_Presentation}\uFE0F?|\p{Extended_Pictographic}\uFE0F)[\u{E0020}-\u{E007E}]*\u{E007F}?`;
/** Parts after a joiner may do without the variation selector: ❤‍🔥 is often sent that way. */
const PART = String.raw`(?:${ELEMENT}|\p{Extended_Pictographic}\p{Emoji_Modifier}?|[\u2640\u2642\u2695\u2696\u2708]\uFE0F?)`;
const ONE = String.raw`(?:${REGIONAL}|(?:${ELEMENT}|\p{Extended_Pictographic}(?=\u200D))(?:\u200D${PART})*)`;

const EXACTLY_ONE = new RegExp(`^${ONE}$`, 'u');
const ONLY_EMOJI = new RegExp(String.raw`^(?:\s*${ONE}\s*)+$`, 'u');

/** Longest emoji in UTF-16 code units; families and flags of regions come close. */
const MAX_LENGTH = 40;

/** Whether `text` is exactly one emoji, as a reaction must be. */
export function isOneEmoji(text: string): boolean {
  return text.length <= MAX_LENGTH && EXACTLY_ONE.test(text);
}

/** How many emoji `text` consists of; 0 when anything else is in it, or more than `most`. */
export function countEmojiOnly(text: string, most: number): number {
  if (text.length > MAX_LENGTH * most || !ONLY_EMOJI.test(text)) return 0;
  const count = text.match(new RegExp(ONE, 'gu'))?.length ?? 0;
  return count <= most ? count : 0;
}
