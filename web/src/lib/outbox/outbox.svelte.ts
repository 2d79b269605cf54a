// What is on its way to the server: kept before it is sent, sent in the order of writing, exactly once.
import type { Body, Id, Seq } from '../api/wire.ts';
import type { Channel, Locks } from '../live/host.ts';
import { UNDO_MS, type Action, type Item } from './item.ts';
import { Lanes, type Courier, type Outcome } from './lanes.ts';
import { itemsOf, type ItemStore } from './store.ts';
import { uuidv7 } from './uuid.ts';

/** Who uses the outbox. */
export interface OutboxUser {
  courier: Courier;
  locks: Locks;
  channel: Channel;
  /** The place up to which the group's events have been applied here. */
  appliedUpTo(group: Id): Seq;
  /** An item was acknowledged. */
  sent(item: Item): void;
  /** It will never be accepted. A post or an edit stays here as `failed`; anything else is gone. */
  refused(item: Item): void;
  /** Its text goes back to where it was written. `note` is the slug of the reason, if there is one. */
  returned(item: Item, note: string | null): void;
  /** The browser does not keep what is unsent: it lasts until the page is closed. */
  unkept(): void;
}

/** A delete that can still be taken back. */
export interface Deletion {
  /** Takes it back; says whether it was not too late. */
  undo(): boolean;
  /** It will not be taken back any more: it goes. */
  release(): void;
}

type Call = { say: 'changed' } | { say: 'sent'; id: Id; seq: Seq };

export class Outbox {
  /** Everything unsent of this account, in the order of writing. */
  items = $state.raw<readonly Item[]>([]);
  /** How many still have to go. */
  waiting = $derived(
    this.items.filter((item) => item.state === 'waiting' || item.state === 'sending').length,
  );
  #byGroup = $derived(byGroup(this.items));
  readonly #user: OutboxUser;
  #account: Id | null = null;
  #store: ItemStore | null = null;
  /** Writes go one after the other, so that the order of writing is the order of keeping. */
  #writes: Promise<void> = Promise.resolve();
  #lanes: Lanes | null = null;

  constructor(user: OutboxUser) {
    this.#user = user;
    user.channel.listen((message) => this.#hear(message as Call));
  }

  /** Begins with what was left from the last time. */
  async open(account: Id): Promise<void> {
    this.close();
    this.#account = account;
    const store = itemsOf(account, () => this.#user.unkept());
    this.#store = store;
    this.#lanes = new Lanes(account, this.#user.courier, this.#user.locks, {
      all: async () => {
        await this.#writes;
        return store.all();
      },
      outcome: (item, outcome) => this.#outcome(item, outcome),
    });
    await this.#reload(store);
    this.kick();
  }

  /** There is a new connection. */
  connected(): void {
    this.#lanes?.forgive();
    this.kick();
  }

  /** Lets go of an account; what it wrote stays kept. */
  close(): void {
    this.#lanes?.stop();
    this.#lanes = null;
    this.#store = null;
    this.#account = null;
    this.items = [];
  }

  /** Forgets all that the account wrote: it will not come back. */
  async clear(): Promise<void> {
    await this.#take(this.items.map((item) => item.id));
  }

  /** The items of one group, in order. Reactive. */
  of(group: Id): readonly Item[] {
    return this.#byGroup.get(group) ?? NONE;
  }

  /** Items that the server refused. */
  failed(group?: Id): readonly Item[] {
    return (group ? this.of(group) : this.items).filter((item) => item.state === 'failed');
  }

  /** Says something, in a group or by copying a message. */
  post(group: Id, post: Omit<Extract<Action, { kind: 'post' }>, 'kind' | 'message'>): Item {
    const message = uuidv7();
    return this.#add(group, { kind: 'post', message, ...post }, message);
  }

  /** Changes a message; one that is still here is changed before it goes. */
  edit(group: Id, message: Id, body: Body): void {
    const own = this.items.find(({ action, state }) => {
      const mayChange = state === 'waiting' || state === 'failed';
      return mayChange && action.message === message && (action.kind === 'post' || action.kind === 'edit');
    });
    if (!own) this.#add(group, { kind: 'edit', message, body });
    else if (own.action.kind === 'post') this.#replace({ ...own, ...FRESH, action: { ...own.action, body } });
    else this.#replace({ ...own, ...FRESH, action: { kind: 'edit', message, body } });
  }

  /** Deletes a message once that is released, in whichever tab can send; a page that died releases late. */
  delete(group: Id, message: Id): Deletion {
    const own = this.items.find((item) => item.id === message);
    if (own && (own.state === 'waiting' || own.state === 'failed')) {
      this.discard(own.id);
      const undo = () => {
        this.#put({ ...own, ...FRESH });
        return true;
      };
      return { undo, release: () => undefined };
    }
    const { id } = this.#add(group, { kind: 'delete', message }, uuidv7(), Date.now() + UNDO_MS);
    const release = () => {
      const item = this.items.find((other) => other.id === id);
      if (item?.state === 'waiting') this.#replace({ ...item, notBefore: null });
    };
    return { undo: () => this.undo(id), release };
  }

  /** Reacts, or takes a reaction back. Opposite wishes that have not gone out cancel each other. */
  react(group: Id, message: Id, emoji: string, on: boolean): void {
    const same = this.of(group).find(
      ({ action, state }) =>
        state === 'waiting' &&
        action.kind === 'react' &&
        action.message === message &&
        action.emoji === emoji,
    );
    if (same?.action.kind === 'react') {
      if (same.action.on !== on) this.discard(same.id);
      return;
    }
    this.#add(group, { kind: 'react', message, emoji, on });
  }

  /** Takes back a delete; says whether it had not gone out. */
  undo(id: Id): boolean {
    const item = this.items.find((other) => other.id === id);
    if (item?.state !== 'waiting' || item.action.kind !== 'delete') return false;
    this.discard(id);
    return true;
  }

  /** Tries a refused item once more. */
  retry(id: Id): void {
    const item = this.items.find((other) => other.id === id);
    if (item?.state === 'failed') this.#replace({ ...item, ...FRESH });
  }

  /** Tries all refused items once more, of one group or of all. */
  retryAll(group?: Id): void {
    for (const item of this.failed(group)) this.retry(item.id);
  }

  /** Gives an item up, unless it is on its way already. */
  discard(id: Id): void {
    const item = this.items.find((other) => other.id === id);
    if (item?.state === 'waiting' || item?.state === 'failed') void this.#take([id]);
  }

  /** Gives an item up and its text back to the composer. */
  takeBack(id: Id): void {
    const item = this.items.find((other) => other.id === id);
    if (!item || item.state === 'sending' || item.state === 'sent') return;
    this.discard(id);
    this.#user.returned(item, null);
  }

  /** Sends what can be sent: the connection is there, somebody signed in, or time has passed. */
  kick(): void {
    this.#lanes?.run(this.items);
  }

  /** The group's events up to `seq` are shown: what was sent before need not be shown twice. */
  settle(group: Id, seq: Seq): void {
    const isDone = (item: Item) => item.group === group && item.seq !== null && item.seq <= seq;
    if (this.of(group).some(isDone)) this.items = this.items.filter((item) => !isDone(item));
  }

  /** A message of mine stands in the thread: it has been sent, whoever was told so. */
  arrived(message: Id): void {
    if (this.items.some((item) => item.id === message)) void this.#take([message]);
  }

  /** The group is closed to me: what was written for it goes back to its draft. */
  lose(group: Id, note: string): void {
    const items = this.of(group).filter((item) => item.state !== 'sent');
    void this.#take(items.map((item) => item.id));
    for (const item of items) this.#user.returned(item, note);
  }

  #add(group: Id, action: Action, id = uuidv7(), notBefore: number | null = null): Item {
    if (!this.#account) throw new Error('Nobody is signed in.');
    const made = { id, account: this.#account, group, action, madeAt: Date.now(), seq: null };
    const item: Item = { ...made, state: 'waiting', problem: null, notBefore };
    this.#put(item);
    return item;
  }

  #put(item: Item): void {
    this.items = [...this.items, item];
    this.#write((store) => store.put(item));
  }

  #replace(item: Item): void {
    this.#show(item);
    this.#write((store) => store.put(item));
  }

  #show(item: Item): void {
    this.items = this.items.map((other) => (other.id === item.id ? item : other));
  }

  #take(ids: readonly Id[]): Promise<void> {
    const gone = new Set(ids);
    this.items = this.items.filter((item) => !gone.has(item.id));
    return this.#write((store) => store.remove(ids));
  }

  #write(work: (store: ItemStore) => Promise<void>): Promise<void> {
    const store = this.#keep();
    this.#writes = this.#writes
      .then(() => work(store))
      .then(
        () => this.#user.channel.post({ say: 'changed' } satisfies Call),
        (error: unknown) => console.error('An unsent message could not be kept.', error),
      )
      .then(() => this.kick());
    return this.#writes;
  }

  #keep(): ItemStore {
    if (!this.#store) throw new Error('The outbox is closed.');
    return this.#store;
  }

  async #reload(from: ItemStore): Promise<void> {
    const kept = await from.all();
    if (this.#store !== from) return;
    const known = new Map(this.items.map((item) => [item.id, item]));
    const shown = kept.map((item) => {
      const mine = known.get(item.id);
      return mine?.state === 'sending' ? mine : item;
    });
    this.items = [...this.items.filter((item) => item.state === 'sent'), ...shown];
  }

  async #outcome(item: Item, outcome: Outcome): Promise<void> {
    // Meanwhile its event may have come, or the person may have left.
    const isHere = this.items.some((other) => other.id === item.id);
    if (outcome.now === 'sending') this.#show({ ...item, state: 'sending' });
    else if (outcome.now === 'waiting') this.#show({ ...item, state: 'waiting' });
    else if (outcome.now === 'sent') {
      await this.#keep().remove([item.id]);
      this.#show({ ...item, state: 'sent', seq: outcome.seq });
      this.#user.channel.post({ say: 'sent', id: item.id, seq: outcome.seq } satisfies Call);
      this.settle(item.group, this.#user.appliedUpTo(item.group));
      this.#user.sent(item);
    } else if (!isHere) return;
    else if (outcome.now === 'lost') this.lose(item.group, outcome.problem.slug);
    else {
      const failed: Item = { ...item, state: 'failed', problem: outcome.problem.toBody() };
      const isText = item.action.kind === 'post' || item.action.kind === 'edit';
      if (isText) this.#replace(failed);
      else await this.#take([item.id]);
      this.#user.refused(failed);
    }
  }

  #hear(call: Call): void {
    if (!this.#store) return;
    const sent = call.say === 'sent' ? this.items.find((item) => item.id === call.id) : undefined;
    if (call.say === 'sent' && sent) {
      this.#show({ ...sent, state: 'sent', seq: call.seq });
      this.settle(sent.group, this.#user.appliedUpTo(sent.group));
    } else if (call.say === 'changed') {
      // Perhaps the other tab cannot send, and this one can.
      void this.#reload(this.#store).then(() => this.kick());
    }
  }
}

function byGroup(items: readonly Item[]): Map<Id, Item[]> {
  const groups = new Map<Id, Item[]>();
  for (const item of items) {
    const known = groups.get(item.group);
    if (known) known.push(item);
    else groups.set(item.group, [item]);
  }
  return groups;
}

const NONE: readonly Item[] = [];
const FRESH = { state: 'waiting', problem: null } as const;
