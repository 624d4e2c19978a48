/** Answers are looked at with matchers, so their shapes are left open here. */
// biome-ignore lint/suspicious/noExplicitAny: the shapes are what the tests are about
export type Json = any;

export interface JsonClient {
  get(path: string): Promise<Json>;
  post(path: string, body?: unknown): Promise<Json>;
  put(path: string, body: unknown): Promise<Json>;
  patch(path: string, body: unknown): Promise<Json>;
  delete(path: string): Promise<Json>;
}

/** Speaks JSON with one address; an answer that is no success is an error with its body. */
export function jsonClient(origin: string, headers: Readonly<Record<string, string>> = {}): JsonClient {
  const call = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 500)}`);
    return text === '' ? null : JSON.parse(text);
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path) => call('DELETE', path),
  };
}
