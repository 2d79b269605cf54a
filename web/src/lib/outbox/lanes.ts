// One lane per group: its actions go one after the other, each after the one before was acknowledged. Whoever holds the
// group's lock sends, so two tabs do not overtake each other.
import type { ApiProblem } from '../api/problem.ts';
import type { Id, Seq } from '../api/wire.ts';
import { backoffMs } from '../live/backoff.ts';
import type { Locks } from '../live/host.ts';
import type { Item } from './item.ts';
import { judge } from './verdict.ts';

/** Carries one action to the server. */
export interface Courier {
  /** Whether there is any use in trying now. */
  isReady(): boolean;
  /** Resolves with the place of its event once it is durable; rejects with `ApiProblem` or `Unreachable`. */
  deliver(item: Item): Promise<Seq>;
}

/** What became of an item. */
export type Outcome =
  | { now: 'sending' }
  | { now: 'waiting' }
  | { now: 'sent'; seq: Seq }
  | { now: 'refused' | 'lost'; problem: ApiProblem };

interface Owner {
  /** All that is kept, by whichever tab, in order. */
  all(): Promise<Item[]>;
  outcome(item: Item, outcome: Outcome): Promise<void>;
}

interface Lane {
  /** Something new came while the lane was about to end. */
  again: boolean;
}

export class Lanes {
  readonly #account: Id;
  readonly #courier: Courier;
  readonly #locks: Locks;
  readonly #owner: Owner;
  #lanes = new Map<Id, Lane>();
  /** Because trying failed. */
  #pausedUntil = new Map<Id, number>();
  /** Because the server asked for it. */
  #askedUntil = new Map<Id, number>();
  #failures = new Map<Id, number>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isStopped = false;

  constructor(account: Id, courier: Courier, locks: Locks, owner: Owner) {
    this.#account = account;
    this.#courier = courier;
    this.#locks = locks;
    this.#owner = owner;
  }

  /** Ends for good; what is under way is not waited for. */
  stop(): void {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  /** Sends what can go now, and comes back for the rest when its time has come. */
  run(items: readonly Item[]): void {
    if (this.#isStopped || !this.#courier.isReady()) return;
    const open = items.filter((item) => item.state === 'waiting');
    const now = Date.now();
    const due = open.filter((item) => this.#dueAt(item) <= now);
    for (const group of new Set(due.map((item) => item.group))) void this.#drive(group);
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const later = open.map((item) => this.#dueAt(item)).filter((at) => at > now);
    if (later.length > 0) this.#timer = setTimeout(() => this.run(open), Math.min(...later) - now);
  }

  #dueAt(item: Item): number {
    const { group, notBefore } = item;
    return Math.max(notBefore ?? 0, this.#pausedUntil.get(group) ?? 0, this.#askedUntil.get(group) ?? 0);
  }

  async #drive(group: Id): Promise<void> {
    const busy = this.#lanes.get(group);
    if (busy) {
      busy.again = true;
      return;
    }
    const lane: Lane = { again: true };
    this.#lanes.set(group, lane);
    try {
      await this.#locks.hold(`tertulia.outbox.${this.#account}.${group}`, async () => {
        while (lane.again) {
          lane.again = false;
          while (await this.#step(group));
        }
      });
    } catch (error) {
      console.error('Unsent messages could not be sent.', error);
      this.#pause(group);
    } finally {
      this.#lanes.delete(group);
    }
    if (!this.#isStopped) this.run(await this.#owner.all());
  }

  /** Sends the next item; says whether to go on. */
  async #step(group: Id): Promise<boolean> {
    const items = await this.#owner.all();
    if (this.#isStopped || !this.#courier.isReady()) return false;
    const now = Date.now();
    const item = items.find(
      (one) => one.group === group && one.state === 'waiting' && this.#dueAt(one) <= now,
    );
    if (!item) return false;
    await this.#owner.outcome(item, { now: 'sending' });
    let outcome: Outcome;
    try {
      outcome = { now: 'sent', seq: await this.#courier.deliver(item) };
      this.#failures.delete(group);
    } catch (error) {
      outcome = this.#refusal(item, error);
    }
    if (!this.#isStopped) await this.#owner.outcome(item, outcome);
    return outcome.now !== 'waiting';
  }

  #refusal(item: Item, error: unknown): Outcome {
    const verdict = judge(error, item.action.kind === 'post' ? 'post' : 'other');
    switch (verdict.then) {
      case 'later':
        if (verdict.waitMs === null) this.#pause(item.group);
        else this.#askedUntil.set(item.group, Date.now() + verdict.waitMs);
        return { now: 'waiting' };
      case 'signed-in':
        this.#pause(item.group);
        return { now: 'waiting' };
      case 'lost':
        return { now: 'lost', problem: verdict.problem };
      case 'no':
        return { now: 'refused', problem: verdict.problem };
    }
  }

  #pause(group: Id): void {
    const failures = this.#failures.get(group) ?? 0;
    this.#failures.set(group, failures + 1);
    this.#pausedUntil.set(group, Date.now() + backoffMs(failures, Math.random()));
  }

  /** The connection is new: nobody has to wait because of the old one. */
  forgive(): void {
    this.#pausedUntil.clear();
    this.#failures.clear();
  }
}
