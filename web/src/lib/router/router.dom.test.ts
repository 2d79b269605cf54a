import { afterEach, beforeEach, expect, it } from 'vitest';
import { Router, type Route } from './router.svelte.ts';
import { fillPattern, matchPattern } from './pattern.ts';

const page: Pick<Route, 'page' | 'shell' | 'access'> = {
  page: () => Promise.reject(new Error('not loaded in this test')),
  shell: true,
  access: 'open',
};
const routes = {
  home: { path: '/', ...page },
  chat: { path: '/c/:id', ...page },
  message: { path: '/c/:id/m/:msg', ...page },
  settings: { path: '/settings/*', ...page },
  join: { path: '/join', ...page },
  notFound: { path: '/404', ...page },
} as const;

let router: Router<typeof routes>;
let stop: () => void;

beforeEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', '/');
  router = new Router(routes, 'notFound');
  stop = router.start(window, document.body);
});
afterEach(() => stop());

/** Clicks a link; says whether the router took the click. */
function click(attributes: Record<string, string>, init: MouseEventInit = {}): boolean {
  const link = document.createElement('a');
  for (const [name, value] of Object.entries(attributes)) link.setAttribute(name, value);
  document.body.append(link);
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...init });
  let taken = false;
  const leave = () => {
    taken = event.defaultPrevented;
    // jsdom cannot leave the page; what the router leaves alone must not try to.
    event.preventDefault();
  };
  document.addEventListener('click', leave, { once: true });
  link.dispatchEvent(event);
  return taken;
}

it('matches patterns with parameters, tails and nothing else', () => {
  expect(matchPattern('/c/:id', '/c/a%2Fb')).toEqual({ id: 'a/b' });
  expect(matchPattern('/c/:id', '/c/1/')).toEqual({ id: '1' });
  expect(matchPattern('/c/:id', '/c')).toBeNull();
  expect(matchPattern('/c/:id', '/c/1/m')).toBeNull();
  expect(matchPattern('/settings/*', '/settings')).toEqual({ rest: '' });
  expect(matchPattern('/settings/*', '/settings/a/b')).toEqual({ rest: 'a/b' });
  expect(matchPattern('/c/:id', '/c/%E0%A4%A')).toBeNull();
});

it('fills patterns and encodes what it fills in', () => {
  expect(fillPattern('/c/:id/m/:msg', { id: 'a/b', msg: 'ü' })).toBe('/c/a%2Fb/m/%C3%BC');
  expect(fillPattern('/settings/*', { rest: '' })).toBe('/settings');
  expect(fillPattern('/', {})).toBe('/');
});

it('makes addresses with query and fragment', () => {
  expect(router.href('join', {}, { hash: 's3cret' })).toBe('/join#s3cret');
  expect(router.href('settings', { rest: 'profile' }, { query: { q: 'a b' } })).toBe(
    '/settings/profile?q=a+b',
  );
});

it('goes to a route and says where it is', () => {
  router.go('message', { id: 'g1', msg: 'm2' });
  expect(location.pathname).toBe('/c/g1/m/m2');
  expect(router.current).toMatchObject({ name: 'message', params: { id: 'g1', msg: 'm2' } });
});

it('names the unknown address without changing it', () => {
  router.goTo('/nowhere');
  expect(router.current.name).toBe('notFound');
  expect(location.pathname).toBe('/nowhere');
});

it('keeps the secret of an invite in the fragment', () => {
  router.goTo('/join#k3v9');
  expect(router.current).toMatchObject({ name: 'join', hash: 'k3v9' });
});

it('does not pile up history for the place where it already is', () => {
  const before = history.length;
  router.goTo('/c/1');
  router.goTo('/c/1');
  expect(history.length).toBe(before + 1);
});

it('refuses other origins', () => {
  expect(() => router.goTo('https://elsewhere.example/')).toThrow('origin');
});

it('goes back to the fallback when the page was opened directly', () => {
  history.replaceState(null, '', '/c/1');
  stop();
  router = new Router(routes, 'notFound');
  stop = router.start(window, document.body);
  router.back('/');
  expect(router.current.name).toBe('home');
});

it('takes plain clicks on links of the app', () => {
  expect(click({ href: '/c/7' })).toBe(true);
  expect(router.current).toMatchObject({ name: 'chat', params: { id: '7' } });
});

it.each([
  ['a new tab', { href: '/c/7', target: '_blank' }, {}],
  ['Ctrl', { href: '/c/7' }, { ctrlKey: true }],
  ['the middle button', { href: '/c/7' }, { button: 1 }],
  ['a download', { href: '/c/7', download: '' }, {}],
  ['another site', { href: 'https://elsewhere.example/' }, {}],
  ['the API', { href: '/api/v1/export' }, {}],
  ['a place in the page', { href: '#messages' }, {}],
])('leaves clicks for %s to the browser', (_what, attributes, event) => {
  expect(click(attributes, event)).toBe(false);
  expect(router.current.name).toBe('home');
});
