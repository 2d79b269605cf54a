/**
 * Stands in for `decode-named-character-reference` (an alias in vite.config.ts). Its browser build decodes by assigning
 * `innerHTML`, which our Trusted Types policy forbids; its table of 2,200 names is larger than the parser. The 250
 * names of HTML 4 are those that people and models write; any other stays as it was typed.
 */
import { characterEntitiesHtml4 } from 'character-entities-html4';

/** The character that `name` (without `&` and `;`) stands for, or `false`. */
export function decodeNamedCharacterReference(name: string): string | false {
  if (name === 'apos') return "'";
  return Object.hasOwn(characterEntitiesHtml4, name) ? (characterEntitiesHtml4[name] ?? false) : false;
}
