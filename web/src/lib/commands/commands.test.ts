import { expect, it, vi } from 'vitest';
import { commands, type Command } from './commands.svelte.ts';
import { matchText } from './match.ts';

const command = (label: string, keywords?: string): Command => ({
  id: label,
  label,
  run: () => undefined,
  ...(keywords ? { keywords } : {}),
});

it('finds words by their beginnings, in any order, without accents or case', () => {
  expect(matchText('lis wee', 'Weekend in Lisbon')).toBeGreaterThan(0);
  expect(matchText('elo', 'Éloïse')).toBeGreaterThan(0);
  expect(matchText('isbon', 'Weekend in Lisbon')).toBe(0);
  expect(matchText('旅行', '家族旅行の計画')).toBeGreaterThan(0);
  expect(matchText('dark', 'Night', 'theme dark')).toBeGreaterThan(0);
});

it('ranks a beginning above a word inside', () => {
  expect(matchText('new', 'New group')).toBeGreaterThan(matchText('new', 'Old and new'));
});

it('asks every source, leaves out empty ones and survives one that fails', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const remove = [
    commands.addSource({ id: 'a', heading: () => 'A', commands: () => [command('Dark'), command('Light')] }),
    commands.addSource({
      id: 'b',
      heading: () => 'B',
      commands: { find: async (q) => [command(`Find ${q}`)] },
    }),
    commands.addSource({
      id: 'c',
      heading: () => 'C',
      commands: { find: () => Promise.reject(new Error('offline')) },
    }),
  ];
  const found = await commands.find('da');
  expect(found.map((group) => [group.heading, group.commands.map((one) => one.label)])).toEqual([
    ['A', ['Dark']],
    ['B', ['Find da']],
  ]);
  expect(warned).toHaveBeenCalledOnce();
  remove.forEach((undo) => undo());
  expect(await commands.find('')).toEqual([]);
  warned.mockRestore();
});

it('puts first what is looked for most', async () => {
  const remove = [
    commands.addSource({ id: 'go', heading: () => 'Go to', commands: () => [command('Settings')] }),
    commands.addSource({
      id: 'chats',
      heading: () => 'Chats',
      isFirst: true,
      commands: () => [command('Lisbon')],
    }),
  ];
  expect((await commands.find('')).map(({ id }) => id)).toEqual(['chats', 'go']);
  remove.forEach((undo) => undo());
});
