import type { ServerResponse } from 'node:http';

/** What goes back over the wire, before any fault is laid over it. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export function json(body: unknown, status = 200): Answer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}

export function text(body: string, status: number): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}

/** A path that Cin7 does not know ends at its web site, with 200 and a page for people. */
export function html(): Answer {
  const body =
    '<!DOCTYPE html><html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>';
  return { status: 200, contentType: 'text/html; charset=utf-8', body };
}

/** The web site asks who is there before it shows anything. */
export function redirect(): Answer {
  const body = '<html><head><title>Object moved</title></head><body>Object moved</body></html>';
  return {
    status: 302,
    contentType: 'text/html; charset=utf-8',
    body,
    headers: { Location: '/Account/Login' },
  };
}

export function send(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType,
    'Content-Length': Buffer.byteLength(answer.body),
    ...answer.headers,
  });
  response.end(answer.body);
}
