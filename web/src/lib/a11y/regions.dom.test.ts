import { afterEach, beforeEach, expect, it } from 'vitest';
import { regions } from './regions.ts';

let remove: (() => void)[];
const at = (id: string) => document.getElementById(id) as HTMLElement;

function part(tag: string, ...ids: string[]): HTMLElement {
  const element = document.createElement(tag);
  for (const id of ids) {
    const button = document.createElement('button');
    button.id = id;
    element.append(button);
  }
  document.body.append(element);
  return element;
}

function region(tag: string, ...ids: string[]): HTMLElement {
  const element = part(tag, ...ids);
  remove.push(regions.add(element));
  return element;
}

beforeEach(() => {
  document.body.replaceChildren();
  remove = [];
});
afterEach(() => remove.forEach((undo) => undo()));

it('goes round in the order of the page, not of registration', () => {
  const main = region('main', 'b');
  const nav = document.createElement('nav');
  nav.innerText = '';
  const button = Object.assign(document.createElement('button'), { id: 'a' });
  nav.append(button);
  main.before(nav);
  remove.push(regions.add(nav));
  regions.cycle(1);
  expect(document.activeElement?.id).toBe('a');
  regions.cycle(1);
  expect(document.activeElement?.id).toBe('b');
  regions.cycle(1);
  expect(document.activeElement?.id).toBe('a');
  regions.cycle(-1);
  expect(document.activeElement?.id).toBe('b');
});

it('returns to what had the focus in a region', () => {
  region('nav', 'a', 'b');
  region('main', 'c');
  at('b').focus();
  regions.cycle(1);
  regions.cycle(1);
  expect(document.activeElement?.id).toBe('b');
});

it('falls back to the first control when what had the focus is gone', () => {
  region('nav', 'a', 'b');
  region('main', 'c');
  at('b').focus();
  regions.cycle(1);
  at('b').remove();
  regions.cycle(1);
  expect(document.activeElement?.id).toBe('a');
});

it('focuses a region without controls itself, and skips what cannot be used', () => {
  const empty = region('main');
  region('aside', 'x').inert = true;
  at('x').closest('aside')?.setAttribute('inert', '');
  regions.cycle(1);
  expect(document.activeElement).toBe(empty);
});

it('does nothing where there is no region', () => {
  expect(regions.cycle(1)).toBe(false);
});

it('goes into a region within another one, and out again', () => {
  const main = region('main', 'title');
  const composer = region('form', 'field');
  main.append(composer);
  region('aside', 'panel');
  const order = Array.from({ length: 5 }, () => {
    regions.cycle(1);
    return document.activeElement?.id;
  });
  expect(order).toEqual(['title', 'field', 'panel', 'title', 'field']);
  regions.cycle(-1);
  expect(document.activeElement?.id).toBe('title');
});

it('lets a region say where one enters it', () => {
  remove.push(regions.add(part('section', 'link', 'row'), () => at('row').focus()));
  regions.cycle(1);
  expect(document.activeElement?.id).toBe('row');
});
