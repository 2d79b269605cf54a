// Questions before what cannot be undone. Everything else gets an undo toast instead of a question.

import { untrack } from 'svelte';

/** A question with a safe answer. */
export interface Question {
  /** Names the object: "Leave Weekend in Lisbon?". */
  title: string;
  /** What follows from yes. */
  body?: string;
  /** The verb of the dangerous button: "Leave group". */
  action: string;
  /** The safe button; "Cancel" by default. */
  cancel?: string;
  /** Text that must be typed first, for deleting a group or an account. */
  typed?: string;
  /** `primary` for a question that is weighty but not destructive. */
  tone?: 'danger' | 'primary';
}

interface OpenQuestion extends Question {
  answer: (yes: boolean) => void;
}

class ConfirmState {
  /** The open question. Reactive. */
  current = $state.raw<OpenQuestion | null>(null);

  ask(question: Question): Promise<boolean> {
    untrack(() => this.current)?.answer(false);
    return new Promise((resolve) => {
      this.current = {
        ...question,
        answer: (yes) => {
          this.current = null;
          resolve(yes);
        },
      };
    });
  }
}

export const confirmState = new ConfirmState();

/** Asks; resolves to whether the person said yes. */
export function confirm(question: Question): Promise<boolean> {
  return confirmState.ask(question);
}
