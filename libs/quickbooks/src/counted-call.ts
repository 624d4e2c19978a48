import type { CallContext, CallCounter, CallPurpose } from '#libs/domain';
import { type Counted, counted, type Http, type HttpRequest } from '#libs/http';
import { failureOf } from './fault.js';

/** The door for one connection and purpose: each of its calls is counted. */
export function countedDoor(http: Http, calls: CallCounter, { connectionId, purpose }: CallContext): Http {
  return counted(http, {
    failureOf,
    count: (call) =>
      calls.count({
        connectionId,
        kind: kindOf(call.request),
        purpose: isReading(call.request) ? onBehalfOf(purpose) : purpose,
        metered: isMetered(call),
        outcome: call.outcome,
      }),
  });
}

/**
 * Whether a call counts against the month's quota: whatever reads does, and so does a batch, whatever is in it; single writes,
 * uploads and OAuth do not, and nothing does that was refused. An answer that was lost may have been a good one and is
 * counted. Source: Intuit's App Partner Program, of July 2025.
 */
export function isMetered({ request, status }: Pick<Counted, 'request' | 'status'>): boolean {
  const isGood = status === null || (status >= 200 && status < 300);
  return isGood && (isReading(request) || resourceOf(request)[0] === 'batch');
}

/** A short name of what was asked: `bill.create`, `bill.read`, `query.vendor`, `cdc`, `upload`, `token`. */
export function kindOf(request: HttpRequest): string {
  const [resource, id] = resourceOf(request);
  if (!resource) return new URL(request.url).pathname.endsWith('/revoke') ? 'revoke' : 'token';
  if (resource === 'query') return `query.${queriedEntity(request)}`;
  if (ALONE.includes(resource)) return resource;
  return `${resource}.${isReading(request) ? 'read' : writingOf(request, id)}`;
}

const ALONE = ['batch', 'cdc', 'companyinfo', 'download', 'preferences', 'reports', 'upload'];

function writingOf(request: HttpRequest, id: string | undefined): string {
  const operation = new URL(request.url).searchParams.get('operation');
  if (operation) return operation;
  return id !== undefined || hasId(request.body) ? 'update' : 'create';
}

/** QuickBooks creates and updates with one call; an update names what it is about. */
function hasId(body: HttpRequest['body']): boolean {
  try {
    return typeof body === 'string' && 'Id' in JSON.parse(body);
  } catch {
    return false;
  }
}

function queriedEntity({ url }: HttpRequest): string {
  const statement = new URL(url).searchParams.get('query') ?? '';
  return /\bfrom\s+(\w+)/i.exec(statement)?.[1]?.toLowerCase() ?? 'unknown';
}

/** A query may be posted as well. */
function isReading(request: HttpRequest): boolean {
  const [resource] = resourceOf(request);
  return resource !== undefined && (request.method === 'GET' || resource === 'query');
}

/** What comes behind the company; empty for OAuth. */
function resourceOf({ url }: HttpRequest): readonly string[] {
  return /\/v3\/company\/[^/]+\/(.+)$/.exec(new URL(url).pathname)?.[1]?.split('/') ?? [];
}

function onBehalfOf(purpose: CallPurpose): CallPurpose {
  return purpose === 'write' || purpose === 'file' ? 'look-up' : purpose;
}
