// The real server and the scripted model server, as processes.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** How long a program may take to say that it listens, in milliseconds; the machine may be busy. */
const START_MS = 20_000;

const serverBinary =
  process.env['TERTULIA_SERVER_BINARY'] ?? resolve(import.meta.dirname, '../../../target/release/tertulia');
const modelBinary = join(
  dirname(serverBinary),
  serverBinary.endsWith('.exe') ? 'model-server.exe' : 'model-server',
);

/** What an operator sets by the environment: `TERTULIA_…`. */
export type Settings = Readonly<Record<`TERTULIA_${string}`, string>>;

/** The runner's environment without what is said to the runner: the server refuses a setting it does not know. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TERTULIA_')));
}

/** Starts a program and waits for the line of its output in which `find` finds something. */
async function start<T>(
  binary: string,
  args: string[],
  find: (line: string) => T | undefined,
  settings: Settings = {},
): Promise<{ child: ChildProcess; found: T }> {
  if (!existsSync(binary)) {
    throw new Error(`${binary} is missing: cargo build --release -p tertulia -p tertulia-testkit`);
  }
  const child = spawn(binary, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...ownEnvironment(), NO_COLOR: '1', ...settings },
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const found = await new Promise<T>((done, failed) => {
    const patience = setTimeout(() => failed(new Error(`${binary} said nothing in time\n${log}`)), START_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const something = find(line);
      if (something === undefined) return;
      clearTimeout(patience);
      done(something);
    });
    child.once('exit', (code) => failed(new Error(`${binary} ended with ${code}\n${log}`)));
  });
  return { child, found };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** A server over a data directory of its own. */
export class Server {
  #child: ChildProcess | null = null;
  readonly #folder: string;
  readonly #settings: Settings;
  #address = '127.0.0.1:0';
  /** The link of the first run. */
  setupLink = '';

  private constructor(folder: string, settings: Settings) {
    this.#folder = folder;
    this.#settings = settings;
  }

  /** Starts one over an empty directory, at a free port. */
  static async start(settings: Settings = {}): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'tertulia-journey-')), settings);
    await server.#run((line) => /http:\S+\/setup#\S+/.exec(line)?.[0]);
    return server;
  }

  async #run(find: (line: string) => string | undefined): Promise<void> {
    const args = ['--listen', this.#address, '--data-dir', join(this.#folder, 'data')];
    const { child, found } = await start(serverBinary, args, find, this.#settings);
    this.#child = child;
    if (!this.setupLink) this.setupLink = found;
    this.#address = new URL(found).host;
  }

  /** Where it is, without a slash at the end. */
  get url(): string {
    return `http://${this.#address}`;
  }

  /** Kills it as a power cut would. */
  async kill(): Promise<void> {
    if (this.#child) await end(this.#child, 'SIGKILL');
  }

  /** Starts it again at the same address. */
  async startAgain(): Promise<void> {
    await this.#run((line) => /^Tertulia is at (http:\S+)/.exec(line)?.[1]);
  }

  /** Ends it and removes what it kept. */
  async close(): Promise<void> {
    if (this.#child) await end(this.#child, 'SIGTERM');
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** What the model server does with a request; see `Script` of tertulia-testkit. */
export interface Script {
  reply: { text: string } | 'echo' | { fault: { status: number; body?: string; location?: string } };
  tokens_per_second?: number;
  first_token_after_ms?: number;
  is_gated?: boolean;
  cut_after?: number;
  stall_after?: number;
  malformed_after?: number;
  error_after?: number;
  tool_call?: [name: string, json: string];
  has_no_usage?: boolean;
  has_no_done?: boolean;
  is_not_streamed?: boolean;
  finish_reason?: string;
  refuses_fields?: string[];
}

/** A model server that says what it is told to. */
export class Model {
  readonly #child: ChildProcess;
  readonly #control: string;
  /** Its address, as an administrator enters it. */
  readonly url: string;
  readonly key: string;

  private constructor(child: ChildProcess, at: { url: string; key: string; control: string }) {
    this.#child = child;
    this.#control = at.control;
    this.url = at.url;
    this.key = at.key;
  }

  static async start(): Promise<Model> {
    const { child, found } = await start(
      modelBinary,
      [],
      (line) => JSON.parse(line) as { url: string; key: string; control: string },
    );
    return new Model(child, found);
  }

  async #tell(what: string, body: unknown): Promise<void> {
    const answer = await fetch(`${this.#control}/control/${what}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok)
      throw new Error(`the model server refuses ${what}: ${answer.status} ${await answer.text()}`);
  }

  /** The next answer. */
  next(script: Script): Promise<void> {
    return this.#tell('script', { script });
  }

  /** All answers that nothing else is said of. */
  otherwise(script: Script): Promise<void> {
    return this.#tell('script', { script, always: true });
  }

  /** Answers to what contains this text. */
  when(text: string, script: Script): Promise<void> {
    return this.#tell('script', { script, when: text });
  }

  /** Lists these models, or fails to. */
  lists(models: string[], fault?: { status: number; body?: string }): Promise<void> {
    return this.#tell('models', { models: models.map((id) => ({ id })), ...(fault ? { fault } : {}) });
  }

  /** Forgets all scripts. */
  reset(): Promise<void> {
    return this.#tell('reset', {});
  }

  /** The next answer waits before each token until it is released. */
  nextGated(text: string): Promise<void> {
    return this.next({ reply: { text }, is_gated: true });
  }

  /** Lets so many tokens go. */
  release(tokens: number): Promise<void> {
    return this.#tell('release', { tokens });
  }

  /** How many requests were broken off by their client. */
  async hangUps(): Promise<number> {
    const answer = await fetch(`${this.#control}/control/hang-ups`);
    return ((await answer.json()) as unknown[]).length;
  }

  async close(): Promise<void> {
    await end(this.#child, 'SIGKILL');
  }
}
