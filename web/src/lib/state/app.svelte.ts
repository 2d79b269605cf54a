// Everything the app knows, in one place. Pages read it and call it; see README.md.
import { createApi, type Api } from '../api/client.ts';
import type { Id, Instance, Me, Message, Page } from '../api/wire.ts';
import { Gate } from '../live/gate.ts';
import type { Host } from '../live/host.ts';
import { Outbox } from '../outbox/outbox.svelte.ts';
import { Additions } from './additions.svelte.ts';
import { Cache } from './cache.ts';
import { Connection } from './connection.svelte.ts';
import { SocketCourier } from './courier.ts';
import { Drafts } from './drafts.svelte.ts';
import { Feed, slugOfGone } from './feed.ts';
import type { GroupState } from './group.svelte.ts';
import { Groups } from './groups.svelte.ts';
import { Keeper } from './keeper.ts';
import { Listeners, type Loss, type Notice } from './notice.ts';
import { Presences } from './presence.svelte.ts';
import { Profiles } from './profiles.svelte.ts';
import { ReadReports } from './reads.ts';
import { Refresher } from './refresher.ts';
import { Search } from './search.ts';
import { Session } from './session.svelte.ts';
import { Thread } from './thread.svelte.ts';
import { Threads } from './threads.ts';
import type { Window } from './window.ts';

/** A message of somebody else that came while I was here. */
export interface Arrival {
  group: GroupState;
  message: Message;
  mentionsMe: boolean;
}

export class App {
  readonly host: Host;
  readonly api: Api;
  readonly profiles = new Profiles();
  readonly presence = new Presences();
  readonly cache: Cache;
  readonly session: Session;
  readonly groups: Groups;
  readonly additions: Additions;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  readonly connection: Connection;
  readonly courier: SocketCourier;
  readonly feed: Feed;
  readonly reads: ReadReports;
  /** The chat in front of the reader. */
  openGroup = $state<Id | null>(null);
  /** The time in milliseconds since 1970, exact to half a minute. Reactive. */
  minute = $state(Date.now());
  /** Whether the server has said what I have, since this page was opened. */
  isFresh = $state(false);
  readonly #threads: Threads;
  readonly #keeper: Keeper;
  readonly #refresher: Refresher;
  readonly #search: Search;
  readonly #arrivals = new Listeners<Arrival>();
  readonly #notices = new Listeners<Notice>();
  #onceLive: (() => void)[] = [];
  #onceFresh: (() => void)[] = [];
  #liveSince = 0;
  #sentLate = 0;
  #saidUnkept = false;

  constructor(host: Host) {
    this.host = host;
    this.api = createApi({ fetch: host.fetch, onSignedOut: () => this.#expired() });
    this.cache = new Cache(host.shelf);
    this.session = new Session(this);
    this.groups = new Groups(this);
    this.additions = new Additions(this);
    this.drafts = new Drafts(host);
    this.courier = new SocketCourier(this);
    this.feed = new Feed(this);
    this.#threads = new Threads(this);
    this.#keeper = new Keeper(this);
    this.#refresher = new Refresher(this);
    this.#search = new Search(this);
    const gate = new Gate((flush) => host.nextFrame(flush), this.feed.take.bind(this.feed));
    this.connection = new Connection(host, {
      resume: () => {
        gate.clear();
        return this.feed.resume();
      },
      frame: (frame) => gate.push(frame),
      probe: () => this.feed.probe(),
      refused: (failures) => this.#refresher.ask(failures),
      changed: (link) => {
        if (link.state !== 'live') this.courier.disconnected();
        if (link.state === 'stopped' && link.reason === 'signed-out') this.#expired();
        if (link.state === 'stopped' && link.reason === 'account-closed') void this.signedOut();
      },
    });
    this.reads = new ReadReports((frame) => this.connection.send(frame));
    this.outbox = new Outbox({
      courier: this.courier,
      locks: host.locks,
      channel: host.channel('tertulia.outbox'),
      appliedUpTo: (group) => this.groups.get(group)?.sequence.seq ?? 0,
      sent: (item) => {
        if (item.madeAt <= this.#liveSince) this.#sentLate += 1;
        const isDone = !this.outbox.items.some(
          (one) => one.state === 'waiting' && one.madeAt <= this.#liveSince,
        );
        if (isDone && this.#sentLate > 0) {
          this.#notices.tell({ kind: 'sent-after-offline', count: this.#sentLate });
          this.#sentLate = 0;
        }
      },
      refused: (item) => {
        if (item.problem) this.#notices.tell({ kind: 'not-sent', item, problem: item.problem });
      },
      returned: ({ id, group, action }, note) => {
        if (action.kind !== 'post' && action.kind !== 'edit') return;
        const { text, mentions } = action.body ?? { text: '', mentions: [] };
        if (text !== '') this.drafts.bringBack(group, text, mentions, note, id);
      },
      unkept: () => {
        if (!this.#saidUnkept) this.#notices.tell({ kind: 'unkept' });
        this.#saidUnkept = true;
      },
    });
  }

  /** Begins. Call once. */
  async start(): Promise<void> {
    this.#keeper.start();
    setInterval(() => (this.minute = Date.now()), 30_000);
    this.host.onActive((isActive) => {
      if (isActive) void this.session.lookAgain();
    });
    this.host.onOnline((isOnline) => {
      if (isOnline && this.session.startProblem) void this.session.start();
    });
    await this.session.start();
  }

  /** My id; empty while nobody is signed in. */
  get me(): Id {
    return this.session.me?.profile.id ?? '';
  }
  /** Whether this window has the focus. */
  get isActive(): boolean {
    return this.host.isActive();
  }

  /** The thread of a group; made when first wanted, and kept while it was lately used. */
  thread(group: Id): Thread {
    return this.#threads.get(group);
  }

  /** The thread of a group, if it was wanted before. */
  loadedThread(group: Id): Thread | undefined {
    return this.#threads.peek(group);
  }

  /** The loaded part of a thread, where it can be counted on. */
  windowOf(group: Id): Window | undefined {
    const thread = this.loadedThread(group);
    return thread?.isWhole ? thread.window : undefined;
  }

  /** A message, if it is loaded. */
  find(group: Id, message: Id): Message | undefined {
    return this.loadedThread(group)?.find(message);
  }

  /** What this browser's copy says of threads that are not loaded. */
  takeCopies(pages: ReadonlyMap<Id, Page>): void {
    this.#threads.takeCopies(pages);
  }
  copyOf(group: Id): Page | null {
    return this.#threads.copyOf(group);
  }
  /** All messages in memory and in the copies. */
  pages(): Map<Id, Message[]> {
    return this.#threads.pages();
  }

  /** Searches at the server; where it cannot be reached, in what this browser has. */
  search: Search['run'] = (...query) => this.#search.run(...query);

  /** Hears of each message of others that arrives live, and of each answer that has ended. */
  onArrival(listen: (arrival: Arrival) => void): () => void {
    return this.#arrivals.add(listen);
  }
  /** Hears what a person should be told in passing. */
  onNotice(listen: (notice: Notice) => void): () => void {
    return this.#notices.add(listen);
  }

  announce(group: GroupState, message: Message): void {
    if (message.author === this.me) return;
    this.#arrivals.tell({ group, message, mentionsMe: group.addressesMe(message) });
  }

  /** Calls with the next connection. */
  whenLive(act: () => void): void {
    this.#onceLive.push(act);
  }

  /** Resolves once the server has said what I have and have not read; `null` where it has already. */
  whenFresh(): Promise<void> | null {
    return this.isFresh ? null : new Promise((go) => this.#onceFresh.push(go));
  }

  opened(group: Id): void {
    this.openGroup = group;
  }
  closed(group: Id): void {
    if (this.openGroup === group) this.openGroup = null;
    this.#keeper.soon(group);
  }
  keepSoon(group: Id): void {
    this.#keeper.soon(group);
  }
  /** Asks the server for a group's view: too little is known here to count. */
  refresh(group: Id): void {
    this.#refresher.one(group);
  }
  reloadAdditions(): void {
    this.#refresher.additions();
  }

  /** Shows the copies of an account until the server answers. */
  async resumeCached(me: Me): Promise<void> {
    this.profiles.learn([me.profile]);
    await Promise.all([
      this.drafts.open(me.profile.id),
      this.outbox.open(me.profile.id),
      this.#keeper.load(me.profile.id),
    ]);
  }

  /** Somebody is signed in, perhaps again. */
  async signedIn(me: Me): Promise<void> {
    const { session } = this;
    const isSame = this.me === me.profile.id;
    if (!isSame && this.me) await this.signedOut();
    const isAgain = isSame && session.status === 'expired';
    session.takeMe(me);
    session.status = 'signed-in';
    if (!isAgain && !session.isCached) await this.resumeCached(me);
    if (!session.instance) await session.reloadInstance();
    this.connection.start();
    this.outbox.kick();
  }

  /** Nobody is signed in any more; no copy stays, drafts and unsent messages wait for their author. */
  async signedOut(): Promise<void> {
    const account = this.me;
    // The reason why an account was closed stays to be read.
    if (this.connection.stopped !== 'account-closed') this.connection.stop();
    this.isFresh = false;
    this.#refresher.stop();
    this.session.me = null;
    this.session.isCached = false;
    this.session.status = 'signed-out';
    this.outbox.close();
    this.drafts.close();
    this.groups.clear();
    this.additions.clear();
    this.#threads.clear();
    this.presence.clear();
    this.profiles.clear();
    this.reads.clear();
    this.openGroup = null;
    if (account) await this.cache.clear(account);
  }

  /** What an account wrote and did not send is thrown away: a guest signs out. */
  async forgetWritten(): Promise<void> {
    await Promise.all([this.outbox.clear(), this.drafts.forget()]);
  }

  /** Somebody else was signed in by another tab, or nobody is any more. */
  async becameSomebodyElse(): Promise<void> {
    await this.signedOut();
    this.session.status = 'starting';
    await this.session.start();
  }

  /** The server greets a new connection. */
  welcomed(me: Me, instance: Instance): void {
    if (me.profile.id !== this.me) {
      void this.becameSomebodyElse();
      return;
    }
    this.#liveSince = Date.now();
    this.session.takeMe(me);
    this.session.takeInstance(instance);
  }

  /** Everything that was missed has come. `isResumed`: as events, which do not say what is personal. */
  caughtUp(isResumed: boolean): void {
    this.session.isCached = false;
    this.groups.ready = true;
    this.isFresh = true;
    for (const go of this.#onceFresh.splice(0)) go();
    if (isResumed) this.#refresher.all();
    this.#keeper.dropOthers();
    this.reloadAdditions();
    this.reads.flush();
    this.outbox.connected();
    for (const act of this.#onceLive.splice(0)) act();
    this.#threads.prefetch();
  }

  /** A group is mine no more. */
  gone(id: Id, reason: Loss): void {
    const group = this.groups.get(id);
    if (!group) return;
    this.outbox.lose(id, slugOfGone(reason));
    if (this.drafts.has(id)) this.drafts.set(id, { from: group.name });
    this.groups.remove(id, reason);
    this.#threads.drop(id);
    void this.cache.drop(this.me, id);
    this.#notices.tell({ kind: 'gone', group: id, name: group.name, reason });
  }

  #expired(): void {
    this.session.expire();
    if (this.connection.status !== 'stopped') this.connection.stop('signed-out');
  }
}
