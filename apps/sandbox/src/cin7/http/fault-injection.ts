import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, Tenant } from '../model/tenant.js';
import { type Answer, html, json, send, text } from './answer.js';

/** Takes the fault that this call is to suffer, if there is one, and counts it down. */
export function takeFault(tenant: Tenant, path: string): Fault | undefined {
  const fault = tenant.faults.find((each) => path.toLowerCase().includes((each.path ?? '').toLowerCase()));
  if (fault === undefined) return undefined;
  fault.times -= 1;
  tenant.faults = tenant.faults.filter((each) => each.times > 0);
  return fault;
}

/** Faults of the way in: nothing was done, and an answer says so, in one form or another. */
export function refusalOf(fault: Fault | undefined): Answer | undefined {
  switch (fault?.kind) {
    case 'html':
      return html();
    case 'status-503':
      return text('The service is unavailable.', 503);
    case 'status-500':
      return json([{ ErrorCode: 500, Exception: 'An unexpected error occurred.' }], 500);
    default:
      return undefined;
  }
}

/** Faults of the way back: the call has been carried out, and its answer is spoilt. */
export async function sendSpoilt(response: ServerResponse, answer: Answer, fault: Fault): Promise<void> {
  if (fault.afterMs > 0) await wait(fault.afterMs);
  if (fault.kind === 'reset') response.destroy();
  else if (fault.kind === 'truncated')
    send(response, { ...answer, body: answer.body.slice(0, answer.body.length / 2) });
  else if (fault.kind === 'empty') send(response, { ...answer, body: '' });
  else send(response, answer);
}
