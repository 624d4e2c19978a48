import type { JsonObject } from './json.js';

/** What a part of the sandbox says to one call; a text is sent as it is (pages, remembered answers). */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject | string;
}

export function ok(body: JsonObject): Answer {
  return { status: 200, headers: {}, body };
}
