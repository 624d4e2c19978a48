import type { RawEdit } from '../model/purchase.js';

type Container = Record<string, unknown>;

/** Applies a raw edit to a freshly rendered document. A path that leads nowhere changes nothing. */
export function editRaw(rendered: object, edit: RawEdit | undefined): object {
  const document = edit?.document === undefined ? rendered : structuredClone(edit.document);
  for (const [path, value] of Object.entries(edit?.set ?? {})) place(document, path, value);
  for (const path of edit?.remove ?? []) take(document, path);
  return document;
}

function place(document: object, path: string, value: unknown): void {
  const [container, member] = find(document, path);
  if (container !== undefined) container[member] = value;
}

function take(document: object, path: string): void {
  const [container, member] = find(document, path);
  if (Array.isArray(container)) container.splice(Number(member), 1);
  else if (container !== undefined) delete container[member];
}

function find(document: object, path: string): [Container | undefined, string] {
  const steps = path.split('.');
  const member = steps.pop() ?? '';
  let here: unknown = document;
  for (const step of steps) here = isContainer(here) ? here[step] : undefined;
  return [isContainer(here) ? here : undefined, member];
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}
