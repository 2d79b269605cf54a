import { expect, it } from 'vitest';
import type { Item, MessageRow } from '$lib/state/index.ts';
import { allowedOn } from './message-actions.ts';
import type { ChatScene } from './scene.svelte.ts';

const chat = { group: { isCreator: true } } as ChatScene;
const row = (state: Item['state'] | null, more: object = {}) =>
  ({
    message: { body: { text: 'hi', mentions: [] }, deleted: null, answer: null, forwarded: false, ...more },
    isMine: true,
    sending: state && { state },
  }) as unknown as MessageRow;

it('lets me change and give up what waits to be sent, and do nothing else with it', () => {
  expect(allowedOn(row('waiting'), chat)).toEqual({
    ...{ copy: true, edit: true, delete: true },
    ...{ reply: false, react: false, share: false, isWriting: false, redo: false, continue: false },
  });
  expect(allowedOn(row('sending'), chat)).toMatchObject({ edit: false, delete: false });
  expect(allowedOn(row('waiting', { forwarded: true }), chat)).toMatchObject({ edit: false, delete: true });
});

it('lets me do all of it with what is sent', () => {
  for (const state of ['sent', null] as const)
    expect(allowedOn(row(state), chat)).toMatchObject({ reply: true, edit: true, delete: true, share: true });
});
