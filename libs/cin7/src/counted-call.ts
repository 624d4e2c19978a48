import type { CallContext, CallCounter } from '#libs/domain';
import { counted, type Http } from '#libs/http';
import { failureOf } from './failure.js';

/** The door for one connection and purpose: each of its calls is counted. Cin7 meters nothing. */
export function countedDoor(
  http: Http,
  calls: CallCounter,
  { connectionId, purpose }: CallContext,
  kindOf: (url: string) => string,
): Http {
  return counted(http, {
    failureOf,
    count: ({ request, outcome }) =>
      calls.count({ connectionId, kind: kindOf(request.url), purpose, metered: false, outcome }),
  });
}
