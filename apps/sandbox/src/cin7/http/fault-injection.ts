import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../model/fault.js';
import type { Tenant } from '../model/tenant.js';
import { type Answer, html, json, redirect, send, text } from './answer.js';
import type { Disturbance } from './query.js';
import { throttledAnswer } from './throttled-answer.js';

/** Takes the fault that this call is to suffer, if there is one, and counts it down. */
export function takeFault(tenant: Tenant, method: string, path: string): Fault | undefined {
  const fault = tenant.faults.find((each) => isMeant(each, method, path));
  if (fault === undefined) return undefined;
  if (fault.skip > 0) {
    fault.skip -= 1;
    return undefined;
  }
  fault.times -= 1;
  tenant.faults = tenant.faults.filter((each) => each.times > 0);
  return fault;
}

function isMeant(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  const wanted = (fault.path ?? '').toLowerCase();
  const given = path.toLowerCase();
  return wanted.endsWith('$') ? given.endsWith(wanted.slice(0, -1)) : given.includes(wanted);
}

/** Faults of the way in: nothing was done, and an answer says so, in one form or another. */
export function refusalOf(fault: Fault | undefined, { settings }: Tenant, path: string): Answer | undefined {
  switch (fault?.kind) {
    case 'html':
      return html();
    case 'redirect':
      return redirect();
    case 'status-403':
      return text('Incorrect credentials!', 403);
    case 'status-500':
      return json([{ ErrorCode: 500, Exception: 'An unexpected error occurred.' }], 500);
    case 'status-503':
      return text('The service is unavailable.', 503);
    case 'status-504':
      return gatewayTimeout();
    case 'throttled':
      return throttledAnswer(settings, path);
    default:
      return undefined;
  }
}

/** Faults of the pages: the answer is well-formed and wrong, as when a list changes under the reader. */
export function disturbanceOf(fault: Fault | undefined): Disturbance {
  const moved = { 'rows-doubled': fault?.rows ?? 0, 'rows-missing': -(fault?.rows ?? 0) };
  const rowsMoved = fault?.kind === 'rows-doubled' || fault?.kind === 'rows-missing' ? moved[fault.kind] : 0;
  return { rowsMoved, staleMs: fault?.kind === 'stale-page' ? fault.staleMs : 0 };
}

/** Faults of the way back: the call has been carried out, and its answer is spoilt. */
export async function sendSpoilt(response: ServerResponse, answer: Answer, fault: Fault): Promise<void> {
  if (fault.afterMs > 0) await wait(fault.afterMs);
  if (fault.kind === 'reset') response.destroy();
  else if (fault.kind === 'commit-504') send(response, gatewayTimeout());
  else if (fault.kind === 'truncated')
    send(response, { ...answer, body: answer.body.slice(0, answer.body.length / 2) });
  else if (fault.kind === 'empty') send(response, { ...answer, body: '' });
  else send(response, answer);
}

function gatewayTimeout(): Answer {
  const body =
    '<html><head><title>504 Gateway Time-out</title></head><body>504 Gateway Time-out</body></html>';
  return { status: 504, contentType: 'text/html', body };
}
