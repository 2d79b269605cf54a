// What stands before the server, as an operator's proxy does: it passes everything on, can cut what is open, and can serve
// the app as if it had been built anew.
import { createServer, request, type IncomingMessage, type Server as HttpServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

export class Proxy {
  readonly #http: HttpServer;
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #version = 0;

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#http = createServer((from, to) => {
      const on = request(this.#target, this.#passed(from), (answer) => {
        const isWorker = from.url === '/sw.js' && this.#version > 0;
        if (!isWorker) {
          to.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(to);
          return;
        }
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          // Another version is another name of the cache.
          const script = Buffer.concat(parts).toString().replace('tertulia-', `tertulia-${this.#version}-`);
          to.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' });
          to.end(script);
        });
      });
      on.on('error', () => to.destroy());
      from.pipe(on);
    });
    this.#http.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#http.on('upgrade', (from: IncomingMessage, client: Socket, head: Buffer) => {
      const server = connect(Number(this.#target.port), this.#target.hostname, () => {
        const lines = [`GET ${from.url ?? '/'} HTTP/1.1`];
        for (let i = 0; i < from.rawHeaders.length; i += 2)
          lines.push(`${from.rawHeaders[i] ?? ''}: ${from.rawHeaders[i + 1] ?? ''}`);
        server.write(`${lines.join('\r\n')}\r\n\r\n`);
        server.write(head);
        server.pipe(client).pipe(server);
      });
      for (const [one, other] of [[client, server] as const, [server, client] as const]) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
    });
  }

  static async before(target: string): Promise<Proxy> {
    const proxy = new Proxy(target);
    proxy.#http.listen(0, '127.0.0.1');
    await once(proxy.#http, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** From now on the app is of a newer version. */
  release(): void {
    this.#version += 1;
  }

  /** Cuts every line. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.cut();
    await closed;
  }

  #passed(from: IncomingMessage): {
    method?: string;
    path?: string;
    headers: Record<string, string | string[]>;
  } {
    const headers = Object.fromEntries(
      Object.entries(from.headers).filter(([, value]) => value !== undefined),
    );
    // The worker's script is changed on its way, so it must come, and unpacked.
    if (from.url === '/sw.js') {
      delete headers['accept-encoding'];
      delete headers['if-none-match'];
    }
    return {
      ...(from.method === undefined ? {} : { method: from.method }),
      ...(from.url === undefined ? {} : { path: from.url }),
      headers: headers as Record<string, string | string[]>,
    };
  }
}
