// The thread of one group: the loaded part of it, where its reader is, and what is not sent yet.
import type { Answer } from '../api/client.ts';
import type { Event, Id, Message, Page, Seq } from '../api/wire.ts';
import type { App } from './app.svelte.ts';
import { Loader, type Side } from './flight.ts';
import type { GroupState } from './group.svelte.ts';
import { Quotes } from './quotes.svelte.ts';
import { reduceWindow } from './reduce.ts';
import { RowMaker, type Row } from './rows.ts';
import { ThreadDeeds } from './thread-deeds.ts';
import { Whereabouts, type Anchor, type Target, type Wish } from './whereabouts.svelte.ts';
import { at, EMPTY, evict, UNKNOWN, WINDOW_MAX, type Window } from './window.ts';

/** Messages of one page. */
const PAGE = 50;
/** Live messages above the measure before the oldest are let go, so that it does not happen at each. */
const SLACK = 200;

type Query = { before?: Seq; after?: Seq; around?: Id | Seq };

export class Thread extends ThreadDeeds {
  override readonly id: Id;
  status = $state<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  /** Why the last load failed; `null` after one that did not. */
  problem = $state.raw<unknown>(null);
  /** Shown from this browser's copy, until the server's page comes. */
  isCached = $state(false);
  loadingOlder = $state(false);
  loadingNewer = $state(false);
  /** The next page of this side could not be loaded. It is not asked for until there is a new connection, or the reader wants it. */
  failedOlder = $state(false);
  failedNewer = $state(false);
  /** Whether this chat is in front of the reader. */
  isOpen = $state(false);
  #window = $state.raw<Window>(EMPTY);
  readonly #loader = new Loader(EMPTY);
  readonly #where = new Whereabouts();
  readonly #quotes: Quotes;
  /** What is loaded is the state at this place of the journal. */
  #head: Seq = 0;
  /** What is loaded has to be at least as new as this. */
  #needed: Seq = 0;
  /** The copy that is shown lacks events that came before those which it has taken since. */
  #hasHole = $state(false);
  /** The end of the thread while another part is shown, kept current. */
  #newest: Window | null = null;
  /** A load failed, and is tried again with the next connection. */
  #isWaiting = false;
  readonly #rowMaker = new RowMaker();
  readonly #app: App;

  constructor(app: App, id: Id) {
    super();
    this.id = id;
    this.#app = app;
    this.#quotes = new Quotes(app, id);
  }

  protected override get app(): App {
    return this.#app;
  }
  protected override get where(): Whereabouts {
    return this.#where;
  }

  /** What the list shows. A row that did not change is the same object. */
  rows: readonly Row[] = $derived.by(() =>
    this.#rowMaker.make({
      window: this.#window,
      items: this.#app.outbox.of(this.id),
      me: this.#app.me,
      divider: this.#where.divider,
      queued: this.group?.signals.queued ?? [],
    }),
  );
  get group(): GroupState | undefined {
    return this.#app.groups.get(this.id);
  }
  /** The loaded part. */
  get window(): Window {
    return this.#window;
  }
  /** Whether the loaded part is one: neighbours without a gap, as current as the group. */
  get isWhole(): boolean {
    return this.status === 'ready' && !this.#hasHole;
  }
  get hasOlder(): boolean {
    return this.#window.hasOlder;
  }
  get hasNewer(): boolean {
    return this.#window.hasNewer;
  }
  get generation(): number {
    return this.#where.generation;
  }
  get target(): Target {
    return this.#where.target;
  }
  get divider(): { seq: Seq; count: number } | null {
    return this.#where.divider;
  }
  get unseen(): { count: number; mentions: number } {
    return this.#where.unseen;
  }
  get canJumpBack(): boolean {
    return this.#where.trail.length > 0;
  }
  /** The row that was held when the chat was left. */
  get anchor(): Anchor | null {
    return this.#where.anchor;
  }

  /** The chat is shown: at the first unread, where it was left, or at its end; or around a message. */
  async open(around?: Id): Promise<void> {
    this.isOpen = true;
    this.readsPaused = false;
    this.#app.opened(this.id);
    const wish = this.#firstWish(around);
    const isHere = this.status === 'ready' && !this.isCached && this.#holds(wish);
    const fresh = this.#app.whenFresh();
    if (isHere || this.isCached) this.#where.go(wish);
    if (this.isCached && !around) await this.#renew(wish);
    else if (!isHere) await this.#restart(this.#queryOf(wish), wish);
    if (!fresh || around) return;
    // Only now it is known what is unread. A reader who has gone elsewhere meanwhile is left there.
    await fresh;
    if (!this.isOpen) return;
    if (this.divider && this.#where.lastSeen < this.divider.seq) this.#divide();
    if (this.divider === null && this.#where.isAtEnd) await this.jumpToUnread();
  }

  /** The chat is left. */
  close(): void {
    this.isOpen = false;
    this.#where.anchor = this.#where.isAtEnd ? null : (this.#where.held ?? null);
    this.#where.held = undefined;
    this.#where.settle();
    this.#where.trail = [];
    this.typed(true);
    this.#app.closed(this.id);
  }

  async loadOlder(): Promise<void> {
    const first = this.#window.messages[0];
    if (this.status !== 'ready' || !this.hasOlder || this.loadingOlder || this.failedOlder) return;
    this.loadingOlder = true;
    if (first) await this.#load('older', { before: first.seq });
    else if (!(await this.#restart({}, { to: 'end' }))) this.failedOlder = true;
    this.loadingOlder = this.#loader.isAway('older');
  }

  async loadNewer(): Promise<void> {
    const last = this.#window.messages.at(-1);
    if (this.status !== 'ready' || !this.hasNewer || this.loadingNewer || this.failedNewer || !last) return;
    this.loadingNewer = true;
    await this.#load('newer', { after: last.seq });
    this.loadingNewer = this.#loader.isAway('newer');
  }

  /** What could not be loaded at the edges may be asked for again. */
  tryMore(): void {
    this.failedOlder = this.failedNewer = false;
  }

  /** Goes to a message, loaded or not. Says whether it is there. */
  async jumpTo(message: Id, { flash = true, remember = true } = {}): Promise<boolean> {
    const here = at(this.#window, this.#where.lastSeen)?.id;
    const wish = { to: 'message', message, flash } as const;
    if (this.find(message)) this.#where.go(wish);
    else if (!(await this.#restart({ around: message }, wish)) || !this.find(message)) return false;
    if (remember && here && here !== message) this.#where.trail = [...this.#where.trail, here];
    return true;
  }

  /** Goes back to where the last jump began. Says whether it is there. */
  async jumpBack(): Promise<boolean> {
    const { trail } = this.#where;
    const back = trail.at(-1);
    if (!back || !(await this.jumpTo(back, { flash: false, remember: false }))) return false;
    this.#where.trail = trail.slice(0, -1);
    return true;
  }

  /**
   * Goes to the newest message; where it cannot be loaded, to the one that was loaded before, or to what I wrote since.
   * Says whether it is there.
   */
  override async jumpToLatest(): Promise<boolean> {
    if (!this.hasNewer) this.#where.go({ to: 'end' });
    else if (!(await this.#restart({}, { to: 'end' }))) {
      const isFailed = this.problem !== null && !this.#loader.isAway('fresh');
      if (!isFailed) return true;
      if (this.#newest) {
        this.#window = this.#loader.window = this.#newest;
        this.#show({ to: 'end' });
      } else if (this.#app.outbox.of(this.id).some((item) => item.action.kind === 'post')) {
        this.#showUnknownEnd();
      } else return false;
    }
    this.#where.trail = [];
    return true;
  }

  /** Goes to the divider, or to the first message not read. */
  async jumpToUnread(): Promise<void> {
    const seq = this.divider?.seq ?? this.group?.unread.first ?? null;
    if (seq === null) return;
    this.#divide();
    if (this.isWhole && this.#reaches(seq)) this.#where.go({ to: 'unread' });
    else await this.#restart({ around: seq }, { to: 'unread' });
  }

  /** The list is at its end, or is not; it follows what arrives only there. */
  setAtEnd(isAtEnd: boolean): void {
    this.#where.setAtEnd(isAtEnd && !this.hasNewer);
  }

  /** The list holds this row; `null`: it is at its end. */
  setAnchor(anchor: Anchor | null): void {
    this.#where.held = anchor;
  }

  /** The message at this place has been in front of the reader for a second. */
  seen(seq: Seq): void {
    this.#where.lastSeen = seq;
    if (this.isOpen && !this.readsPaused && this.#app.isActive) this.group?.readTo(seq);
  }

  /** A message, if it is loaded. */
  find(id: Id): Message | undefined {
    return this.#window.messages.findLast((message) => message.id === id);
  }

  /** A message that is named by what is shown; it is asked for when it is not loaded. */
  quoted(id: Id): Message | 'loading' | 'missing' {
    return this.find(id) ?? this.#quotes.get(id);
  }

  /** The text so far of an answer being written; `undefined` when it is not. */
  partial(message: Id): string | undefined {
    return this.group?.texts.of(message);
  }

  /** The pinned messages, newest pin last. */
  async pins(): Promise<Message[]> {
    const page = await this.#app.api.get('/groups/{g}/pins', { path: { g: this.id } });
    this.#app.profiles.learn(page.profiles);
    this.#quotes.learn(page.messages);
    return page.messages;
  }

  /** Takes one event of the journal into account. */
  take(event: Event): void {
    this.#loader.take(event);
    this.#quotes.take(event);
    if (this.#newest) this.#newest = evict(reduceWindow(this.#newest, event), 'older', PAGE);
    this.#head = Math.max(this.#head, event.seq);
    if (this.#loader.window.messages.length > WINDOW_MAX + SLACK) {
      // Far from the end, what arrives is let go instead of what is read.
      this.#loader.trim(this.#where.isAtEnd || !this.isOpen ? 'older' : 'newer');
    }
    this.#window = this.#loader.window;
  }

  /** A message of somebody else arrived live. */
  arrived(message: Message, mentionsMe: boolean): void {
    if (this.isOpen) this.#where.arrived(message, mentionsMe, this.#app.isActive);
  }

  /** The server skipped events and sent the view as of `seq`: what is loaded has to be as new. */
  require(seq: Seq): void {
    this.#needed = Math.max(this.#needed, seq);
    if (this.#head >= seq) return;
    this.#newest = null;
    if (this.status !== 'ready') return;
    if (this.isCached) {
      this.#hasHole = true;
      return;
    }
    this.#quotes.clear();
    if (this.isOpen) void this.reload();
    else this.#reset();
  }

  /** The group was restored from a backup: another history, from which nothing that is loaded is kept. */
  restored(seq: Seq): void {
    this.#loader.forget();
    [this.#needed, this.#head, this.#newest] = [seq, 0, null];
    this.#quotes.clear();
    this.#reset();
    if (this.isOpen) void this.open();
  }

  /** Loads the part in front of the reader anew. */
  async reload(): Promise<void> {
    const here = at(this.#window, this.#where.lastSeen);
    if (this.#where.isAtEnd || !here) await this.#renew({ to: 'end' });
    else await this.#renew({ to: 'message', message: here.id, flash: false });
  }

  /** Shows a copy until the server answers. */
  takeCopy(page: Page): void {
    if (this.status !== 'idle' || !this.#loader.land(this.#loader.depart('fresh'), page)) return;
    this.#window = this.#loader.window;
    this.#head = page.head;
    this.status = 'ready';
    this.isCached = true;
    this.#hasHole = page.head < (this.group?.sequence.seq ?? 0);
  }

  /** Loads the end of the thread before it is opened. */
  async prefetch(): Promise<void> {
    if (this.status === 'idle' || (this.isCached && !this.isOpen)) await this.#restart({}, { to: 'end' });
  }

  /** The newest page, to be kept; `null` where the end is not loaded, or not whole. */
  toPage(head: Seq): Page | null {
    if (!this.isWhole || this.hasNewer) return null;
    const { messages, notices } = this.#window;
    const kept = messages.slice(-PAGE);
    const first = kept[0]?.seq ?? 0;
    const isWhole = kept.length === messages.length;
    const profiles = [...new Set(kept.map((message) => message.author))];
    return {
      messages: kept,
      profiles: profiles.flatMap((id) => this.#app.profiles.get(id) ?? []),
      partials: [],
      head,
      has_older: !isWhole || this.hasOlder,
      has_newer: false,
      events: notices.filter((notice) => isWhole || notice.seq >= first),
    };
  }

  #reset(): void {
    this.#loader.window = EMPTY;
    this.#window = EMPTY;
    this.status = 'idle';
    this.isCached = this.#hasHole = false;
    this.#where.anchor = null;
  }

  #firstWish(around: Id | undefined): Wish {
    if (around) return { to: 'message', message: around, flash: true };
    this.#divide();
    if (this.divider) return { to: 'unread' };
    const anchor = this.#where.anchor;
    return anchor ? { to: 'anchor', ...anchor } : { to: 'end' };
  }

  /** Draws the divider where reading stopped; it stays until the chat is left or I answer. */
  #divide(): void {
    const unread = this.group?.unread;
    if (unread?.first != null && unread.count > 0) {
      this.#where.divider = { seq: unread.first, count: unread.count };
    }
  }

  #holds(wish: Wish): boolean {
    if (wish.to === 'end') return !this.hasNewer;
    if (wish.to === 'unread') return this.#reaches(this.divider?.seq ?? 0);
    return this.find(wish.message) !== undefined;
  }

  #queryOf(wish: Wish): Query {
    if (wish.to === 'end') return {};
    if (wish.to === 'unread') return { around: this.divider?.seq ?? 0 };
    return { around: wish.message };
  }

  #reaches(seq: Seq): boolean {
    const { messages } = this.#window;
    const [first, last] = [messages[0], messages.at(-1)];
    if (!first || !last) return false;
    return (!this.hasOlder || first.seq <= seq) && (!this.hasNewer || seq <= last.seq);
  }

  /** Loads another part of the thread in place of this one. Says whether it came, and was still wanted. */
  async #restart(query: Query, wish: Wish): Promise<boolean> {
    if (!(await this.#loadFresh(query))) return false;
    this.#show(wish);
    return true;
  }

  /** Loads what is shown anew. Whoever reads on meanwhile stays at their line; `wish` is for who does not read yet. */
  async #renew(wish: Wish): Promise<void> {
    if (!(await this.#loadFresh(this.#queryOf(this.#where.stay(wish))))) return;
    const stay = this.#where.stay(wish);
    if (this.#holds(stay) || (await this.#loadFresh(this.#queryOf(stay)))) this.#show(stay);
  }

  async #loadFresh(query: Query): Promise<boolean> {
    if (this.isWhole && !this.hasNewer) this.#newest = evict(this.#window, 'older', PAGE);
    this.#loader.forget();
    this.loadingOlder = this.loadingNewer = false;
    this.tryMore();
    if (this.status !== 'ready') this.status = 'loading';
    return this.#load('fresh', query);
  }

  /** Shows the part that was loaded. */
  #show(wish: Wish): void {
    this.isCached = this.#hasHole = false;
    this.#where.isAtEnd = wish.to === 'end';
    this.#where.remount(wish);
    this.status = 'ready';
  }

  /** Nothing is known of the end of the thread but what I wrote there; the rest comes with the next connection. */
  #showUnknownEnd(): void {
    this.#loader.forget();
    this.#window = this.#loader.window = UNKNOWN;
    this.#show({ to: 'end' });
    this.isCached = this.#hasHole = this.failedOlder = true;
  }

  async #load(side: Side, query: Query, isAgain = false): Promise<boolean> {
    const flight = this.#loader.depart(side);
    let page: Answer<'get', '/groups/{g}/messages'>;
    try {
      const path = { g: this.id };
      page = await this.#app.api.get('/groups/{g}/messages', { path, query: { ...query, limit: PAGE } });
    } catch (error) {
      if (!this.#loader.cancel(flight)) return false;
      this.problem = error;
      if (side === 'older') this.failedOlder = true;
      if (side === 'newer') this.failedNewer = true;
      if (this.status === 'loading') this.status = 'failed';
      this.#tryAgainOnceLive();
      return false;
    }
    this.#app.profiles.learn(page.profiles);
    for (const partial of page.partials) this.group?.texts.takeWhole(partial);
    if (page.head < this.#needed && !isAgain && this.#loader.cancel(flight))
      return this.#load(side, query, true);
    if (!this.#loader.land(flight, page)) return false;
    if (side === 'fresh') this.#head = Math.max(page.head, this.group?.sequence.seq ?? 0);
    this.problem = null;
    this.#window = this.#loader.window;
    return true;
  }

  #tryAgainOnceLive(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#app.whenLive(() => {
      this.#isWaiting = false;
      this.tryMore();
      if (!this.isOpen) return;
      if (this.isCached) void this.#renew({ to: 'end' });
      else if (this.status === 'failed') void this.open();
    });
  }
}
