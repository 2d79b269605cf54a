// What the chats give to the rest of the page while somebody is signed in: the number in the title, the keys, the
// palette, and a word in passing.
import { untrack } from 'svelte';
import { commands } from '$lib/commands/commands.svelte.ts';
import type { Id } from '$lib/api/wire.ts';
import { list, t } from '$lib/i18n/index.ts';
import { previewOf } from '$lib/md/index.ts';
import type { App } from '$lib/state/app.svelte.ts';
import type { Loss } from '$lib/state/index.ts';
import { pageTitle } from '$lib/title/title.svelte.ts';
import { announce, shortcuts, toast, toasts } from '$ui';
import { refusalWords } from '../chat/problems.ts';
import { router } from '../../routes.ts';

/** A message in front of a reader is read within this time. */
const READING_MS = 1_500;

/** Adds all of it; returns how to take it away. */
export function addChatWires(app: App): () => void {
  const ends = [addTitle(app), addKeys(app), addPalette(app), addNotices(app), addMentions(app)];
  return () => {
    for (const end of ends) end();
  };
}

function addTitle(app: App): () => void {
  const stop = $effect.root(() => {
    $effect(() => {
      const { unread } = app.groups.totals;
      if (unread <= untrack(() => pageTitle.unread)) {
        pageTitle.unread = unread;
        return;
      }
      // What is read as it comes never counts.
      const timer = setTimeout(() => (pageTitle.unread = unread), READING_MS);
      return () => clearTimeout(timer);
    });
  });
  return () => {
    stop();
    pageTitle.unread = 0;
  };
}

function addKeys(app: App): () => void {
  const step = (by: 1 | -1, unreadOnly: boolean) => () => {
    const next = app.groups.neighbour(app.openGroup, by, unreadOnly);
    if (!next) return false;
    router.go('chat', { id: next.id });
    return true;
  };
  const chats = { group: 'chats', inFields: true } as const;
  return shortcuts.add(
    { ...chats, keys: 'alt+arrowdown', label: () => t('sidebar-keys-next'), run: step(1, false) },
    { ...chats, keys: 'alt+arrowup', label: () => t('sidebar-keys-previous'), run: step(-1, false) },
    { ...chats, keys: 'alt+shift+arrowdown', label: () => t('sidebar-keys-next-unread'), run: step(1, true) },
    {
      ...chats,
      keys: 'alt+shift+arrowup',
      label: () => t('sidebar-keys-previous-unread'),
      run: step(-1, true),
    },
    {
      ...chats,
      keys: 'shift+escape',
      label: () => t('sidebar-keys-read-all'),
      run: () => {
        if (app.groups.totals.unread === 0) return false;
        app.groups.markAllRead();
        announce(t('sidebar-read-all-done'));
        return true;
      },
    },
  );
}

function addPalette(app: App): () => void {
  return commands.addSource({
    id: 'chats',
    heading: () => t('sidebar-groups'),
    isFirst: true,
    commands: () => {
      const all = [...app.groups.list, ...app.groups.archived];
      const isOpen = ({ id }: { id: Id }) => id === app.openGroup;
      // The open one comes last: Enter then leads to the chat before it.
      return [...all.filter((group) => !isOpen(group)), ...all.filter(isOpen)].map((group) => {
        const names = group.people.map(({ profile }) => profile.name);
        return {
          id: group.id,
          label: group.name,
          hint: list(names.slice(0, 4)),
          keywords: names.join(' '),
          run: () => router.go('chat', { id: group.id }),
        };
      });
    },
  });
}

function addNotices(app: App): () => void {
  return app.onNotice((notice) => {
    switch (notice.kind) {
      case 'not-sent':
        // In the open chat the row says it, with what to do.
        if (notice.item.group === app.openGroup) announce(refusalWords(notice.problem));
        else
          toast(
            t('sidebar-notice-not-sent', { group: nameOf(app, notice.item.group) }),
            openAction(notice.item.group, 'danger'),
          );
        return;
      case 'gone':
        gone(app, notice.group, notice.name, notice.reason);
        return;
      case 'unkept':
        toast(t('sidebar-notice-unkept'), { tone: 'danger' });
        return;
      case 'sent-after-offline':
        return; // The bar says it.
    }
  });
}

/**
 * A page of its own says why what was open has vanished, unless one has left oneself. What was written for the group and
 * not sent is shown in the place of the group.
 */
function gone(app: App, group: Id, name: string, reason: Loss): void {
  const isOpen = router.current.params['id'] === group;
  const isWritten = app.drafts.has(group);
  if (isOpen && reason !== 'left') {
    if (!isWritten) router.go('gone', {}, { query: { name, reason }, replace: true });
    return;
  }
  const show = { label: t('sidebar-notice-unsent'), run: () => router.go('chat', { id: group }) };
  toast(t(`sidebar-notice-${reason}`, { group: name }), isWritten ? { action: show } : {});
  if (isOpen) router.go('home', {}, { replace: true });
}

/** Somebody speaks to me in a chat that I do not have open. The word goes once the chat is open. */
function addMentions(app: App): () => void {
  const shown = new Map<Id, number>();
  const stopHearing = app.onArrival(({ group, message, mentionsMe }) => {
    if (!mentionsMe || !message.body || (app.openGroup === group.id && app.isActive)) return;
    if (group.isMuted && !group.preferences.mute?.except_mentions) return;
    const options = {
      trust: message.answer ? ('assistant' as const) : ('person' as const),
      mentions: message.body.mentions,
      nameOf: (id: Id) => app.profiles.get(id)?.name,
    };
    const text = previewOf(message.body.text, 100, options);
    const author = app.profiles.name(message.author) || t('chat-somebody');
    const known = shown.get(group.id);
    if (known !== undefined) toasts.dismiss(known);
    shown.set(
      group.id,
      toast(t('sidebar-notice-mention', { author, group: group.name, text }), openAction(group.id)),
    );
  });
  const stopWatching = $effect.root(() => {
    $effect(() => {
      const open = app.openGroup;
      const id = open === null ? undefined : shown.get(open);
      if (open === null || id === undefined) return;
      shown.delete(open);
      untrack(() => toasts.dismiss(id));
    });
  });
  return () => {
    stopHearing();
    stopWatching();
  };
}

function openAction(group: Id, tone: 'neutral' | 'danger' = 'neutral') {
  return { tone, action: { label: t('sidebar-notice-open'), run: () => router.go('chat', { id: group }) } };
}

function nameOf(app: App, group: Id): string {
  return app.groups.get(group)?.name ?? t('chat-gone-title');
}
