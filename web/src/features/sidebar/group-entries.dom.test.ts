// What the menu of a group in the list does.
import { expect, it, vi } from 'vitest';
import { JONAS, said, sampleApp } from '../people/people.samples.ts';
import { groupEntries } from './group-entries.ts';

it('marks a group as unread in the one way that reading on ends', () => {
  const { app, group } = sampleApp();
  group.last = said('m-1', JONAS, 'Shall we?');
  const mark = vi.spyOn(group, 'markUnread').mockResolvedValue();
  for (const entry of groupEntries(app, group))
    if (entry !== '---' && entry.label === 'Mark as unread') entry.run?.();
  expect(mark).toHaveBeenCalledWith();
});
