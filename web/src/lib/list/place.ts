/** Where a list can go. */

/** A row by its key, with where its top shall stand below the top of the viewport: pixels, or a rule. */
export interface RowPlace {
  readonly to: 'row';
  readonly key: string;
  /** `quarter` is 25 % from the top, for the first unread row and for jumps. A number of pixels restores an anchor. */
  readonly top: number | 'quarter';
}

/** A place in the list. */
export type Place = { readonly to: 'end' } | RowPlace;

/** A wish to go to a place. Each new `id` is a new wish, also for the same place. */
export interface Wish {
  readonly id: number | string;
  readonly place: Place;
}

/** What the reader sees first: enough to come back to exactly this view. */
export interface Anchor {
  readonly key: string;
  /** Where the top of the row stands below the top of the viewport, in pixels; negative when it is above. */
  readonly offset: number;
}

/** What a screen reader is told of a row, and what the list does with it. */
export type RowDescription =
  | {
      readonly kind: 'message';
      /** "Jonas, 18:20, replying to Ana, 3 reactions". */
      readonly label: string;
      /** Whether it is still being written. */
      readonly busy?: boolean;
    }
  /** A day, "3 new messages", a system row: it is read in passing and never takes the focus. */
  | { readonly kind: 'divider' };

/** What a row is told about itself. */
export interface RowState {
  /** Whether it is the row that the Tab key reaches. */
  readonly isActive: boolean;
}
