import type { Tenant } from '../model/tenant.js';
import type { Cin7World } from '../world.js';
import type { Query } from './query.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What an endpoint gets to see of a call. */
export interface Cin7Call {
  readonly tenant: Tenant;
  readonly query: Query;
  readonly body: unknown;
  readonly world: Cin7World;
  /** Where the caller has found us, for links that lead back. */
  readonly origin: string;
}

/** Answers the JSON body, at once or later, or throws a `Cin7Error`. */
export type Endpoint = (call: Cin7Call) => unknown;

/** Path below `/ExternalApi/v2/`, in lower case, and what it answers to each method. */
export type Routes = Readonly<Record<string, Partial<Record<Method, Endpoint>>>>;
