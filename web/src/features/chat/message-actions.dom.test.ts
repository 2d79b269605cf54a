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
    ...{
      reply: false,
      react: false,
      share: false,
      isWriting: false,
      details: false,
      redo: false,
      continue: false,
    },
  });
  expect(allowedOn(row('sending'), chat)).toMatchObject({ edit: false, delete: false });
  expect(allowedOn(row('waiting', { forwarded: true }), chat)).toMatchObject({ edit: false, delete: true });
});

it('lets me do all of it with what is sent', () => {
  for (const state of ['sent', null] as const)
    expect(allowedOn(row(state), chat)).toMatchObject({ reply: true, edit: true, delete: true, share: true });
});

it('lets me ask for an answer again, unless the assistant is silent', () => {
  const asked = (outcome: string, speaks: boolean) => {
    const answer = { ended: { outcome: { outcome } } };
    const group = { isCreator: false, speaks: () => speaks };
    return allowedOn(row(null, { answer }), { group } as unknown as ChatScene);
  };
  expect(asked('finished', true)).toMatchObject({ details: true, redo: true, continue: false });
  for (const outcome of ['stopped', 'cut', 'interrupted']) {
    expect(asked(outcome, true)).toMatchObject({ details: true, redo: true, continue: true });
    expect(asked(outcome, false)).toMatchObject({ details: true, redo: false, continue: false });
  }
});
