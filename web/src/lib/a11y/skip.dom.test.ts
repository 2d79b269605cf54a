import { beforeEach, expect, it } from 'vitest';
import { skipTargets } from './skip.svelte.ts';

beforeEach(() => document.body.replaceChildren());

function place(tag: string, ...inside: HTMLElement[]): HTMLElement {
  const element = document.createElement(tag);
  element.append(...inside);
  document.body.append(element);
  return element;
}

it('offers only what exists, in the order of use', () => {
  const removeMain = skipTargets.add('main', place('main'));
  const removeComposer = skipTargets.add('composer', place('form'));
  expect(skipTargets.names).toEqual(['composer', 'main']);
  removeComposer();
  expect(skipTargets.names).toEqual(['main']);
  removeMain();
  expect(skipTargets.names).toEqual([]);
});

it('keeps the new place when the old one goes later, as between two pages', () => {
  const removeOld = skipTargets.add('main', place('main'));
  const next = place('main');
  const removeNew = skipTargets.add('main', next);
  removeOld();
  skipTargets.focus('main');
  expect(document.activeElement).toBe(next);
  removeNew();
});

it('goes to the field of the composer, and to the content as a whole', () => {
  const field = document.createElement('textarea');
  const removals = [
    skipTargets.add('composer', place('form', field)),
    skipTargets.add('main', place('main', document.createElement('button'))),
  ];
  skipTargets.focus('composer');
  expect(document.activeElement).toBe(field);
  skipTargets.focus('main');
  expect(document.activeElement?.tagName).toBe('MAIN');
  removals.forEach((remove) => remove());
});
