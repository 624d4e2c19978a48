import type { Http, HttpAnswer, HttpRequest } from './http.js';
import { RemoteError } from './remote-error.js';

/** One finished call. */
export interface Counted {
  readonly request: HttpRequest;
  /** Null where no answer has come. */
  readonly status: number | null;
  readonly outcome: 'answered' | 'refused' | 'throttled' | 'lost';
}

export interface Counting {
  /** What an answer means to its provider: null where it is good. */
  readonly failureOf: (answer: HttpAnswer, now: Date) => RemoteError | null;
  readonly count: (call: Counted) => void;
}

/** The same door, with each call that may have reached the other side counted once it has ended, whatever came of it. */
export function counted(http: Http, { failureOf, count }: Counting): Http {
  return async (request) => {
    try {
      const answer = await http(request);
      count({ request, status: answer.status, outcome: outcomeOf(failureOf(answer, new Date())) });
      return answer;
    } catch (error) {
      if (error instanceof RemoteError && error.failure !== 'not-sent')
        count({ request, status: error.status, outcome: outcomeOf(error) });
      throw error;
    }
  };
}

function outcomeOf(failure: RemoteError | null): Counted['outcome'] {
  switch (failure?.failure) {
    case undefined:
      return 'answered';
    case 'throttled':
      return 'throttled';
    case 'unauthorised':
    case 'locked-out':
    case 'rejected':
      return 'refused';
    default:
      return 'lost';
  }
}
