// What the frames of the socket mean: hands each to the state that it concerns.
import { ApiProblem } from '../api/problem.ts';
import type { ClientFrame, Event, FrameOf, Id, Message, ServerFrame } from '../api/wire.ts';
import type { App } from './app.svelte.ts';
import type { Loss } from './notice.ts';
import { isKnown, postedBy } from './reduce.ts';

type Handlers = { [T in ServerFrame['type']]: (frame: FrameOf<T>) => void };

export class Feed {
  /** Frames and events of a newer server, which this build does not understand. */
  unknown = 0;
  /** Whether this connection has brought everything that was missed. */
  isCaughtUp = false;
  readonly #app: App;
  /** Groups that go on from where they were. */
  #resumed = new Set<Id>();
  /** Groups that the server has named on this connection. */
  #named = new Set<Id>();

  constructor(app: App) {
    this.#app = app;
  }

  /** The first frame of a connection: where I am in each group. */
  resume(): ClientFrame {
    this.isCaughtUp = false;
    this.#resumed.clear();
    this.#named.clear();
    const positions = this.#app.groups.all().flatMap((group) => {
      const { epoch, seq } = group.sequence;
      group.sequence.disconnected();
      group.texts.disconnected();
      group.signals.clear();
      // A place that no journal has: it is answered with the whole view, or with why the group is mine no more.
      if (group.isCopy) return [{ group: group.id, epoch: 0, seq: 0 }];
      this.#resumed.add(group.id);
      return [{ group: group.id, epoch, seq }];
    });
    return { type: 'resume', positions, active: this.#app.isActive };
  }

  /** Takes frames in their order. */
  take(frames: readonly ServerFrame[]): void {
    const touched = new Set<Id>();
    for (const frame of frames) {
      // A welcome to somebody else: the cookie has changed hands.
      if (this.#app.session.status === 'signed-out') return;
      if (!Object.hasOwn(this.#handlers, frame.type)) {
        this.unknown += 1;
        continue;
      }
      if (frame.type === 'event') touched.add(frame.event.group);
      if (frame.type === 'group') touched.add(frame.view.group.id);
      // The table pairs each type with its own frame, which the compiler cannot follow through the lookup.
      (this.#handlers[frame.type] as (frame: ServerFrame) => void)(frame);
    }
    for (const id of touched) {
      const group = this.#app.groups.get(id);
      if (group) this.#app.outbox.settle(id, group.sequence.seq);
      this.#app.keepSoon(id);
    }
  }

  readonly #handlers: Handlers = {
    ping: () => {},
    welcome: ({ me, instance, version }) => {
      this.#app.connection.takeVersion(version);
      this.#app.welcomed(me, instance);
    },
    event: ({ event }) => {
      const group = this.#app.groups.get(event.group);
      if (!group) return;
      for (const ready of group.sequence.receive(event)) this.#apply(ready);
      if (group.sequence.shouldAsk()) this.#catchUp(group.id);
    },
    group: ({ view }) => {
      const id = view.group.id;
      const epoch = this.#app.groups.get(id)?.sequence.epoch ?? view.group.epoch;
      this.#resumed.delete(id);
      const group = this.#app.groups.put(view, 'socket');
      group.sequence.jump(view.group.epoch, view.group.seq);
      const thread = this.#app.loadedThread(id);
      if (epoch !== view.group.epoch) thread?.restored(view.group.seq);
      else thread?.require(view.group.seq);
      for (const event of group.sequence.drain()) this.#apply(event);
    },
    caught_up: ({ group: id, seq }) => {
      if (id == null) {
        this.isCaughtUp = true;
        // Of groups that are mine no more the server says why, or nothing where it does not know.
        const lost = [...this.#resumed].filter((group) => !this.#named.has(group));
        for (const group of lost) this.#app.gone(group, 'unknown');
        this.#app.caughtUp(this.#resumed.size > lost.length);
        return;
      }
      this.#named.add(id);
      const step = seq == null ? 'nothing' : (this.#app.groups.get(id)?.sequence.caughtUp(seq) ?? 'nothing');
      if (step === 'ask') this.#catchUp(id);
      // A place that no journal has is answered with the whole view.
      if (step === 'view') this.#app.connection.send({ type: 'catch_up', group: id, epoch: 0, seq: 0 });
    },
    gone: ({ group, reason }) => this.#app.gone(group, reason),
    ack: ({ ref, seq }) => this.#app.courier.acknowledged(ref, seq),
    problem: ({ ref, problem }) => this.#app.courier.refused(ref, new ApiProblem(problem)),
    typing: ({ group, profile, on }) => this.#app.groups.get(group)?.signals.type(profile, on),
    presence: ({ presence }) => this.#app.presence.take(presence),
    read: ({ group, profile, seq }) => this.#app.groups.get(group)?.takeRead(profile, seq),
    delta: (delta) => {
      const isMissing = this.#app.groups.get(delta.group)?.texts.add(delta) ?? false;
      const { group, message } = delta;
      if (isMissing) this.#app.connection.send({ type: 'partial', group, message });
    },
    partial: ({ group, partial }) => this.#app.groups.get(group)?.texts.takeWhole(partial),
    assistant: ({ group, assistant, state, call }) => {
      this.#app.groups.get(group)?.signals.hold(assistant, state, call);
    },
    profile: ({ profile }) => this.#app.profiles.learn([profile]),
    preferences: (frame) => this.#app.groups.get(frame.group)?.takePreferences(frame),
    additions: () => this.#app.reloadAdditions(),
    requests: ({ group, count }) => this.#app.groups.get(group)?.takeRequests(count),
    me: ({ me }) => this.#app.session.takeMe(me),
    instance: ({ instance }) => this.#app.session.takeInstance(instance),
  };

  #apply(event: Event): void {
    if (!isKnown(event)) this.unknown += 1;
    const group = this.#app.groups.get(event.group);
    if (!group) return;
    const before = 'message' in event ? this.#app.find(event.group, event.message) : undefined;
    this.#app.loadedThread(event.group)?.take(event);
    group.take(event, before);
    const posted = postedBy(event);
    if (posted) this.#posted(posted);
    else if (event.kind === 'run_ended' && this.isCaughtUp) {
      const { last } = group;
      const answer = last?.id === event.message ? last : this.#app.find(event.group, event.message);
      if (answer) this.#app.announce(group, answer);
    }
  }

  #posted(message: Message): void {
    const group = this.#app.groups.get(message.group);
    if (!group) return;
    if (message.author === this.#app.me) {
      this.#app.outbox.arrived(message.id);
      return;
    }
    this.#app.loadedThread(message.group)?.arrived(message, group.addressesMe(message));
    // What was missed while away is news to nobody's ears.
    if (this.isCaughtUp && !message.answer) this.#app.announce(group, message);
  }

  #catchUp(id: Id): void {
    const sequence = this.#app.groups.get(id)?.sequence;
    if (sequence)
      this.#app.connection.send({ type: 'catch_up', group: id, epoch: sequence.epoch, seq: sequence.seq });
  }

  /** Asks for anything, so that the server shows that it is there. */
  probe(): void {
    const group = this.#app.groups.all()[0];
    if (group) this.#catchUp(group.id);
  }
}

/** The slug that an unsent text is given back with when its group has closed. */
export function slugOfGone(reason: Loss): string {
  if (reason === 'removed') return 'removed-from-group';
  return reason === 'deleted' ? 'group-deleted' : 'not-a-member';
}
