// What every part of one open chat knows and may do. Made by the page, reached by `scene()`.
import { createContext } from 'svelte';
import { ApiProblem, Unreachable, type Id, type Message, type Profile } from '$lib/api/index.ts';
import { t } from '$lib/i18n/index.ts';
import { prefs } from '$lib/prefs/prefs.svelte.ts';
import type { GroupState, Thread } from '$lib/state/index.ts';
import type { App } from '$lib/state/app.svelte.ts';
import { toast } from '$ui';
import { problemWords } from './problems.ts';

/** A dialog over the chat. */
export type ChatDialog =
  | { kind: 'versions'; message: Message }
  | { kind: 'forward'; message: Message }
  | { kind: 'reactions'; message: Message }
  | { kind: 'seen'; message: Message }
  | { kind: 'answer'; message: Message };

/** What stands beside the thread. */
export type PanelName = 'people' | 'pinned' | 'about';

/** One open chat. */
export class ChatScene {
  readonly app: App;
  readonly group: GroupState;
  readonly thread: Thread;
  /** The dialog that is open. */
  dialog = $state.raw<ChatDialog | null>(null);
  /** The open panel; the last one is remembered by the page. */
  panel = $state<PanelName | null>(null);
  /** Whether the search in this chat is open. */
  isSearching = $state(false);
  /** The message that a jump came to; it is lit for a moment. */
  flashing = $state<Id | null>(null);
  /** The emoji grid, for a reaction to this message and beside this element. */
  picking = $state.raw<{ message: Message; anchor: HTMLElement; all?: boolean } | null>(null);
  /** Puts the focus into the composer; set by it. */
  focusComposer: () => void = () => undefined;

  constructor(app: App, group: GroupState) {
    this.app = app;
    this.group = group;
    this.thread = app.thread(group.id);
  }

  get me(): Id {
    return this.app.me;
  }

  /** Whether what needs the server at once can be done. */
  isLive: boolean = $derived.by(() => !this.app.connection.isLate);

  readonly profile = (id: Id): Profile | undefined => this.app.profiles.get(id);

  /** The name to show; never empty. */
  readonly nameOf = (id: Id): string => this.app.profiles.name(id) || t('chat-somebody');

  /** What is shown of an answer while it is written. A person may ask for whole answers only. */
  shownSoFar(message: Id): string {
    return prefs.value.wholeAnswers ? '' : (this.thread.partial(message) ?? '');
  }

  /** Does what asks the server at once; says so where it could not be done. */
  async attempt(deed: () => Promise<unknown>): Promise<boolean> {
    try {
      await deed();
      return true;
    } catch (error) {
      toast(problemWords(error), { tone: 'danger' });
      return false;
    }
  }

  /** Goes to a message of this chat, or says why it cannot. */
  async jump(message: Id): Promise<void> {
    if (!(await this.thread.jumpTo(message))) this.sayMissing();
  }
  async jumpBack(): Promise<void> {
    if (!(await this.thread.jumpBack())) this.sayMissing();
  }
  async jumpToLatest(): Promise<void> {
    if (!(await this.thread.jumpToLatest())) toast(problemWords(this.thread.problem), { tone: 'danger' });
  }

  /** A message is not here any more; or nobody knows, because nobody answered. */
  sayMissing(): void {
    const { problem } = this.thread;
    const isUnknown =
      problem instanceof Unreachable || (problem instanceof ApiProblem && problem.status >= 500);
    toast(isUnknown ? problemWords(problem) : t('chat-message-missing'), { tone: 'danger' });
  }

  /** Quotes a message in the composer. */
  reply(message: Message): void {
    this.app.drafts.set(this.group.id, { reply_to: message.id, editing: null });
    this.focusComposer();
  }

  /** Takes a message of mine into the composer. */
  edit(message: Message): void {
    if (!message.body) return;
    const { text, mentions } = message.body;
    this.app.drafts.set(this.group.id, { editing: { message: message.id, text, mentions: [...mentions] } });
    this.focusComposer();
  }

  /** Reacts, or takes the reaction back. */
  toggleReaction(message: Message, emoji: string): void {
    const mine = message.reactions.some((one) => one.emoji === emoji && one.by.includes(this.me));
    this.thread.react(message.id, emoji, !mine);
  }

  /** Deletes once the offer to take it back has gone. */
  delete(message: Message): void {
    const { undo, release } = this.thread.delete(message.id);
    const run = () => {
      if (!undo()) toast(t('chat-undo-late'), { tone: 'danger' });
    };
    toast(t('chat-deleted'), { action: { label: t('common-undo'), run }, onexpire: release });
  }

  isPinned(message: Message): boolean {
    return this.group.group.pins.some((pin) => pin.message === message.id);
  }
}

const [get, set] = createContext<ChatScene>();

export { get as scene, set as setScene };
