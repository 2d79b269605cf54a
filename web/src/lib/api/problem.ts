// What can go wrong between the app and the server. Everything that is thrown here is one of these two, or an `AbortError`.
import type { ProblemBody } from './wire.ts';

/** The server said no, and why (RFC 9457). `slug` is stable and is what sentences are chosen by. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** The last part of the problem's type, such as `group-full`. */
  readonly slug: string;
  /** The HTTP status. */
  readonly status: number;
  /** One sentence of the server, in English; for details, not for people. */
  readonly detail: string;
  /** What an operator finds the log lines by. */
  readonly requestId: string;
  /** Seconds after which it may be tried again; set for `too-many`. */
  readonly retryAfter: number | null;

  constructor(body: ProblemBody) {
    super(`${body.status} ${body.type}: ${body.detail}`);
    this.slug = slugOf(body.type);
    this.status = body.status;
    this.detail = body.detail;
    this.requestId = body.request_id;
    this.retryAfter = body.retry_after_seconds ?? null;
  }

  /** The problem as the wire says it, to be kept with an unsent message. */
  toBody(): ProblemBody {
    const body = { type: `/problems/${this.slug}`, title: '', status: this.status, detail: this.detail };
    const after = this.retryAfter === null ? {} : { retry_after_seconds: this.retryAfter };
    return { ...body, request_id: this.requestId, ...after };
  }
}

/** No answer came: offline, the server is down, or something between answered in its place. Trying again is harmless. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** The slug of a problem's type. */
export function slugOf(type: string): string {
  return type.slice(type.lastIndexOf('/') + 1);
}

/** Whether a request was given up by whoever asked. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** Reads the problem out of an answer that is not a success. */
export async function problemOf(response: Response): Promise<ApiProblem | Unreachable> {
  const isProblem = response.headers.get('content-type')?.includes('json') ?? false;
  const body: unknown = isProblem ? await response.json().catch(() => null) : null;
  if (isProblemBody(body)) return new ApiProblem(body);
  // A proxy's own page: the server behind it did not answer.
  return new Unreachable(`Something answered ${response.status} in the server's place.`);
}

function isProblemBody(body: unknown): body is ProblemBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    'type' in body &&
    typeof body.type === 'string' &&
    'status' in body &&
    typeof body.status === 'number'
  );
}
