// One group as I see it: what the journal made, what I have read of it, and what is going on in it.
import { SvelteMap } from 'svelte/reactivity';
import type {
  Event,
  Group,
  GroupView,
  Id,
  Member,
  Message,
  Preferences,
  PreferencesView,
  Profile,
  Removal,
  Seat,
  Seq,
  Unread,
} from '../api/wire.ts';
import { Sequence } from '../live/sequence.ts';
import type { App } from './app.svelte.ts';
import { GroupDeeds } from './deeds.ts';
import { previewOf, type Preview } from './preview.ts';
import { postedBy, reduceGroup, reduceMessage } from './reduce.ts';
import { Signals } from './signals.svelte.ts';
import { Texts } from './texts.svelte.ts';
import { addresses, afterReading, counts, withArrived, withDeleted, withMark } from './unread.ts';
import { EMPTY } from './window.ts';

/** A removal can be undone for so long by whoever removed (GRP-7). */
const REMOVAL_UNDO_MS = 10_000;

/** Where a view comes from: in place of events, as an answer of the API, which may be older than the events, or from this browser's copy. */
export type Source = 'socket' | 'answer' | 'copy';

export class GroupState extends GroupDeeds {
  /** What all members see. */
  group: Group;
  /** The first place that I may see. */
  seesFrom: Seq;
  /** How far I have read. */
  readSeq: Seq;
  preferences: Preferences;
  /** People who wait for approval. */
  requests: number;
  /** The newest message that is not deleted. */
  last: Message | null;
  /** Answers being written. */
  readonly texts = new Texts();
  readonly signals = new Signals();
  /** Known from this browser's copy alone: events cannot go on from it, because what is personal in it changes without events. */
  isCopy: boolean;
  /** Where this group's events stand on this connection. */
  readonly sequence: Sequence;
  readonly #app: App;
  #reads = new SvelteMap<Id, Seq>();
  /** What I have not read, as the server counts. */
  #open: Unread;
  /** Up to where it counts. */
  #counted: Seq;

  constructor(app: App, view: GroupView, source: Source) {
    super();
    this.isCopy = source === 'copy';
    this.#app = app;
    this.group = $state.raw(view.group);
    this.seesFrom = $state(view.sees_from);
    this.readSeq = $state(view.read_seq);
    this.#open = $state.raw(view.unread);
    this.preferences = $state.raw(view.preferences);
    this.requests = $state(view.requests);
    this.last = $state.raw(view.last);
    this.#counted = view.group.seq;
    this.sequence = new Sequence(view.group.epoch, view.group.seq);
    this.#takeSignals(view);
    this.texts.takeList(view.partials);
  }

  protected override get app(): App {
    return this.#app;
  }

  override get id(): Id {
    return this.group.id;
  }
  protected override get lastSeq(): Seq {
    return this.last?.seq ?? this.group.seq;
  }
  get name(): string {
    return this.group.name;
  }
  get photo(): Id | null {
    return this.group.photo;
  }
  get isCreator(): boolean {
    return this.group.creator === this.#app.me;
  }
  get canChangeSettings(): boolean {
    return this.isCreator || this.group.settings_right === 'any_member';
  }
  /** Whether it does not notify now. Mentions may still; see `preferences.mute`. */
  get isMuted(): boolean {
    const { mute } = this.preferences;
    return mute !== null && (mute.until === null || Date.parse(mute.until) > this.#app.minute);
  }
  /** When something last happened here, in milliseconds since 1970. */
  get lastActivity(): number {
    const unsent = this.#app.outbox.of(this.id).at(-1)?.madeAt ?? 0;
    return Math.max(Date.parse(this.last?.at ?? this.group.created_at), unsent);
  }

  people: readonly { member: Member; profile: Profile }[] = $derived.by(() =>
    this.group.members.flatMap((member) => this.#with(member.profile, (profile) => ({ member, profile }))),
  );
  assistants: readonly { seat: Seat; profile: Profile }[] = $derived.by(() =>
    this.group.seats.flatMap((seat) => this.#with(seat.assistant, (profile) => ({ seat, profile }))),
  );
  /** Whether an assistant has a seat here and may speak. */
  speaks(assistant: Id): boolean {
    return this.group.seats.some((seat) => seat.assistant === assistant && seat.mode !== 'off');
  }
  removed: readonly { removal: Removal; profile: Profile; canUndo: (now: number) => boolean }[] = $derived.by(
    () =>
      this.group.removed.flatMap((removal) =>
        this.#with(removal.profile, (profile) => ({
          removal,
          profile,
          canUndo: (now) => removal.by === this.#app.me && now - Date.parse(removal.at) < REMOVAL_UNDO_MS,
        })),
      ),
  );
  /** Who types, without me. */
  typing: readonly Profile[] = $derived.by(() =>
    this.signals.typing.filter((id) => id !== this.#app.me).flatMap((id) => this.#with(id, (one) => one)),
  );
  /** Assistants that hold a call until its author has stopped typing, or until they get to it. */
  waiting: readonly { assistant: Profile; call: Id | null }[] = $derived.by(() =>
    this.signals.waiting.flatMap(([id, call]) => this.#with(id, (assistant) => ({ assistant, call }))),
  );
  /** Answers being written. */
  answering: readonly { message: Id; assistant: Profile | null }[] = $derived.by(() =>
    this.texts.answering.map(([message, writer]) => {
      const seats = this.group.seats;
      const id =
        writer ?? this.#find(message)?.author ?? (seats.length === 1 ? seats[0]?.assistant : undefined);
      return { message, assistant: (id && this.#app.profiles.get(id)) || null };
    }),
  );
  /** What I have not read, or marked as unread. */
  unread: Unread = $derived.by(() =>
    withMark(this.#open, this.preferences.unread_from, this.#app.windowOf(this.id) ?? EMPTY, this.#app.me),
  );
  /** The line in the sidebar. */
  preview: Preview = $derived.by(() => previewOf(this, this.#app));

  /** Who of the others has read as far as `message`. */
  seenBy(message: Message): Profile[] {
    const readers = [...this.#reads].filter(([id, seq]) => seq >= message.seq && id !== message.author);
    return readers.flatMap(([id]) => this.#with(id, (profile) => profile));
  }

  /** Whether a message speaks to me. */
  addressesMe(message: Message): boolean {
    return addresses(message, this.#app.me, (id) => this.#find(id));
  }

  /** Takes one event of the journal into account. The thread has taken it already. `before`: the message that it touches, as it was. */
  take(event: Event, before: Message | undefined): void {
    this.group = reduceGroup(this.group, event);
    if (event.kind === 'member_joined' && event.profile) this.#app.profiles.learn([event.profile]);
    this.signals.take(event);
    this.texts.take(event);
    this.#follow(event);
    this.#count(event, before);
  }

  /** Takes the whole view. */
  takeView(view: GroupView, source: Source): void {
    const isNew =
      source === 'socket' ||
      this.isCopy ||
      view.group.epoch !== this.group.epoch ||
      view.group.seq >= this.group.seq;
    if (source === 'socket') this.isCopy = false;
    this.#app.profiles.learn(view.profiles);
    this.seesFrom = view.sees_from;
    this.preferences = view.preferences;
    this.requests = view.requests;
    this.#takeSignals(view);
    this.#tellAgain(view);
    if (!isNew) {
      for (const partial of view.partials) this.texts.takeWhole(partial);
      return;
    }
    this.group = view.group;
    this.last = view.last;
    this.texts.takeList(view.partials);
    this.readSeq = Math.max(this.readSeq, view.read_seq);
    this.#takeCounts(view.unread);
    this.#counted = view.group.seq;
  }

  /** I have read up to `seq`, in this window. */
  readTo(seq: Seq): void {
    const { unread_from } = this.preferences;
    const isMarked = unread_from !== null && seq >= unread_from;
    if (seq <= this.readSeq && !isMarked) return;
    if (seq > this.readSeq) {
      this.#open = this.#left(this.#open, this.readSeq, seq);
      this.readSeq = seq;
    }
    if (isMarked) {
      this.preferences = { ...this.preferences, unread_from: null };
      // The server takes the mark away with the next report, also of what it knows to be read.
      this.#app.reads.forget(this.id);
    }
    this.#app.reads.report(this.id, this.readSeq);
  }

  /** I have read everything. */
  markRead(): void {
    this.readTo(this.group.seq);
  }

  /** Somebody has read up to `seq`; perhaps I, on another device. */
  takeRead(profile: Id, seq: Seq): void {
    if (profile !== this.#app.me) this.#reads.set(profile, Math.max(seq, this.#reads.get(profile) ?? 0));
    else if (seq > this.readSeq) {
      this.#open = this.#left(this.#open, this.readSeq, seq);
      this.readSeq = seq;
    }
  }

  override takePreferences({ preferences, unread }: PreferencesView): void {
    this.preferences = preferences;
    this.#takeCounts(unread);
  }

  /** So many people wait for approval. */
  takeRequests(count: number): void {
    this.requests = count;
  }

  /** As the server would say it now, to be kept for later. */
  toView(): GroupView {
    const ids = [...this.group.members, ...this.group.removed].map((one) => one.profile);
    const seats = this.group.seats.map((seat) => seat.assistant);
    const profiles = [...ids, ...seats, ...(this.last ? [this.last.author] : [])];
    return {
      group: this.group,
      profiles: [...new Set(profiles)].flatMap((id) => this.#with(id, (profile) => profile)),
      sees_from: this.seesFrom,
      read_seq: this.readSeq,
      reads: [...this.#reads].map(([profile, seq]) => ({ profile, seq })),
      unread: this.#open,
      preferences: this.preferences,
      last: this.last,
      partials: this.texts.all(),
      online: [],
      requests: this.requests,
    };
  }

  #takeSignals(view: GroupView): void {
    for (const { profile, seq } of view.reads) this.takeRead(profile, seq);
    const members = view.group.members.map((member) => member.profile);
    this.#app.presence.takeList(members, view.online);
  }

  /** A report may be lost with the connection. One that is told again would clear a mark set elsewhere meanwhile. */
  #tellAgain({ group, read_seq, preferences }: GroupView): void {
    if (read_seq >= this.readSeq || preferences.unread_from !== null) return;
    if (group.epoch !== this.group.epoch) return;
    this.#app.reads.forget(this.id);
    this.#app.reads.report(this.id, this.readSeq);
  }

  /** The server may not have been told yet what I have read here. */
  #takeCounts(unread: Unread): void {
    const isBehind = unread.first !== null && unread.first <= this.readSeq;
    // Not asked again where it cannot be known here: the server will have been told soon.
    this.#open = (isBehind && this.#afterReading(unread, (unread.first ?? 0) - 1, this.readSeq)) || unread;
  }

  #follow(event: Event): void {
    const posted = postedBy(event);
    if (posted) {
      if (posted.seq > (this.last?.seq ?? 0)) this.last = posted;
      return;
    }
    const next = this.last && reduceMessage(this.last, event);
    if (!next?.deleted) {
      this.last = next;
      return;
    }
    // The one before it is the last now; where it is not loaded, the server is asked.
    const { messages, hasNewer, hasOlder } = this.#app.windowOf(this.id) ?? EMPTY;
    const before = hasNewer ? undefined : messages.findLast((message) => !message.deleted);
    this.last = before ?? null;
    if (!before && (hasOlder || messages.length === 0)) this.#app.refresh(this.id);
  }

  #count(event: Event, before: Message | undefined): void {
    if (event.seq <= this.#counted) return;
    this.#counted = event.seq;
    const posted = postedBy(event);
    const me = this.#app.me;
    if (posted && counts(posted, me) && posted.seq > this.readSeq) {
      this.#open = withArrived(this.#open, posted, this.addressesMe(posted));
    }
    const isOpen = 'message_seq' in event && event.message_seq > this.readSeq && this.#open.count > 0;
    if (!isOpen) return;
    if (event.kind === 'message_deleted') {
      if (!before) this.#app.refresh(this.id);
      // What is loaded may be ahead of the events and know of the deletion already.
      else if (before.author !== me) this.#open = withDeleted(this.#open, before, this.addressesMe(before));
    } else if (event.kind === 'message_edited' && before && counts(before, me)) {
      const after = reduceMessage(before, event);
      const change = Number(this.addressesMe(after)) - Number(this.addressesMe(before));
      this.#open = { ...this.#open, mentions: Math.max(0, this.#open.mentions + change) };
    }
  }

  #left(unread: Unread, from: Seq, to: Seq): Unread {
    const left = this.#afterReading(unread, from, to);
    if (!left) this.#app.refresh(this.id);
    return left ?? unread;
  }

  #afterReading(unread: Unread, from: Seq, to: Seq): Unread | null {
    const window = this.#app.windowOf(this.id) ?? EMPTY;
    const isAddressed = (message: Message) => this.addressesMe(message);
    return afterReading({
      unread,
      from,
      to,
      last: this.last?.seq ?? 0,
      window,
      me: this.#app.me,
      isAddressed,
    });
  }

  #find(id: Id): Message | undefined {
    return this.last?.id === id ? this.last : this.#app.find(this.id, id);
  }

  #with<T>(id: Id, make: (profile: Profile) => T): T[] {
    const profile = this.#app.profiles.get(id);
    return profile ? [make(profile)] : [];
  }
}
