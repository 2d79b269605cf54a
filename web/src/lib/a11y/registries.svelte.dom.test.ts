// Components register in effects. An effect that depended on the list it changes would never come to rest.
import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { commands } from '../commands/commands.svelte.ts';
import { AnnouncerState } from './announcer.svelte.ts';
import { shortcuts } from './shortcuts.svelte.ts';
import { ToastState } from '../../ui/toast.svelte.ts';

it('registering, announcing and showing toasts from effects comes to rest, and goes with the component', () => {
  const announcer = new AnnouncerState(
    () => ({ one: String, many: String }),
    () => 'all',
  );
  const toasts = new ToastState();
  let runs = 0;
  const dispose = $effect.root(() => {
    $effect(() => shortcuts.add({ keys: 'f6', label: () => '', group: 'general', run: () => true }));
    $effect(() => shortcuts.add({ keys: 'f7', label: () => '', group: 'general', run: () => true }));
    $effect(() => commands.addSource({ id: 'a', heading: () => '', commands: () => [] }));
    $effect(() => commands.addSource({ id: 'b', heading: () => '', commands: () => [] }));
    $effect(() => {
      runs += 1;
      announcer.announce('said');
      announcer.alert('said');
      toasts.add('shown');
    });
  });
  flushSync();
  expect(shortcuts.all.map((shortcut) => shortcut.keys)).toEqual(['f6', 'f7']);
  announcer.announce('more');
  toasts.add('more');
  flushSync();
  expect(runs).toBe(1);
  dispose();
  flushSync();
  expect(shortcuts.all).toEqual([]);
});
