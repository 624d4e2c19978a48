import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Cin7Event, Cin7Hint } from '#libs/persistence';

/** So many documents in one post are more than Cin7 is known to send; a list tells the rest. */
const HINTS_MAX = 100;

const type = z.string().regex(/^[A-Za-z]{1,40}\/[A-Za-z]{1,60}$/);
const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i)
  .transform((text) => text.toLowerCase());
/** Cin7 allows 256 characters; Postgres neither NUL nor half a character. */
const number = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,256}$/u);

const Told = z.looseObject({});

/**
 * What one post tells of, by its shape and not by its word. Null where the body is no object. People may edit a notification's
 * text, so any member may be missing: with neither id nor number there is nothing to look for, and polling finds it.
 */
export function cin7Event(body: unknown, bytes: Buffer): Cin7Event | null {
  const { data } = Told.safeParse(body);
  if (!data || Array.isArray(body)) return null;
  const told = type.safeParse(data.EventType).data ?? 'unknown';
  const key = createHash('sha256').update(bytes).digest('base64url');
  return { key, type: told, hints: hintsOf(told, data).slice(0, HINTS_MAX) };
}

function hintsOf(told: string, body: Record<string, unknown>): Cin7Hint[] {
  if (told === 'Supplier/Updated')
    return listIn(body.SupplierDetailsList).flatMap((row) =>
      hint('supplier', memberOf(memberOf(row, 'Supplier'), 'ID'), undefined),
    );
  if (told === 'Purchase/Updated')
    return listIn(body.CustomerDetailsList).flatMap((row) =>
      hint('purchase', memberOf(row, 'ID'), memberOf(row, 'OrderNumber')),
    );
  if (!told.startsWith('Purchase/')) return [];
  return hint('purchase', body.TaskID, body.PurchaseOrderNumber);
}

function hint(recordType: Cin7Hint['recordType'], id: unknown, said: unknown): Cin7Hint[] {
  const found = {
    recordType,
    id: uuid.safeParse(id).data ?? null,
    number: number.safeParse(said).data ?? null,
  };
  return found.id !== null || found.number !== null ? [found] : [];
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
