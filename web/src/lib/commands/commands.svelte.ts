// What the command palette offers. Each feature adds a source; the palette asks all of them.
import { untrack, type Component } from 'svelte';
import type { Combo } from '../a11y/keys.ts';
import { compareMatches, matchText } from './match.ts';

/** Something the palette can do or open. */
export interface Command {
  id: string;
  label: string;
  /** A second line, such as the members of a group. */
  hint?: string;
  /** More words it is found by. */
  keywords?: string;
  icon?: Component;
  shortcut?: Combo;
  run: () => void;
}

/** A group of commands. */
export interface CommandSource {
  id: string;
  heading: () => string;
  /** Whether it stands before those that every page offers. */
  isFirst?: boolean;
  /** All commands, filtered by the palette; or those for a query, when the source searches by itself. */
  commands:
    | (() => readonly Command[])
    | { find: (query: string) => readonly Command[] | Promise<readonly Command[]> };
}

/** What the palette shows under one heading. */
export interface CommandGroup {
  id: string;
  heading: string;
  commands: readonly Command[];
}

/** More of one source than this does not help anybody choose. */
const MOST = 8;

class Commands {
  /** Whether the palette is open. */
  open = $state(false);
  #sources = $state.raw<readonly CommandSource[]>([]);

  /** Adds a source; returns how to take it away. */
  addSource(source: CommandSource): () => void {
    // Called in effects, which must not depend on the list that they change.
    this.#sources = [...untrack(() => this.#sources), source];
    return () => (this.#sources = untrack(() => this.#sources).filter((other) => other !== source));
  }

  /** The best matches of `query` in each source. A source that fails is left out and reported. */
  async find(query: string): Promise<CommandGroup[]> {
    const sources = [...this.#sources].sort(
      (a, b) => Number(b.isFirst ?? false) - Number(a.isFirst ?? false),
    );
    const groups = sources.map(async (source): Promise<CommandGroup> => {
      const { id, heading } = source;
      try {
        return { id, heading: heading(), commands: (await list(source, query)).slice(0, MOST) };
      } catch (error) {
        console.warn(`The commands of ${id} could not be listed.`, error);
        return { id, heading: heading(), commands: [] };
      }
    });
    return (await Promise.all(groups)).filter((group) => group.commands.length > 0);
  }
}

async function list(source: CommandSource, query: string): Promise<readonly Command[]> {
  if (typeof source.commands !== 'function') return await source.commands.find(query);
  if (query.trim() === '') return source.commands();
  return source
    .commands()
    .map((command) => ({ command, match: matchText(query, command.label, command.keywords) }))
    .filter(({ match }) => match > 0)
    .sort((a, b) => compareMatches(a.match, b.match))
    .map(({ command }) => command);
}

/** The one registry. */
export const commands = new Commands();
