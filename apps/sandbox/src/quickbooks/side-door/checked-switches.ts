import type { Json, JsonObject } from '../json.js';
import { SideDoorRefusal } from './side-door-request.js';

export type Choices = Readonly<Record<string, readonly string[]>>;

/** Refuses switches that there are not, and values of another kind than the one that is there. */
export function checkedSwitches(known: JsonObject, switches: JsonObject, choices: Choices): void {
  for (const [name, value] of Object.entries(switches)) refuseWrong(name, value, known[name], choices[name]);
}

function refuseWrong(
  name: string,
  value: Json,
  current: Json | undefined,
  choices: readonly string[] | undefined,
): void {
  if (current === undefined) throw new SideDoorRefusal(`There is no setting ${name}.`);
  const fits = typeof value === typeof current && (choices === undefined || choices.includes(String(value)));
  if (!fits) throw new SideDoorRefusal(`${name} must be ${choices?.join(' or ') ?? `a ${typeof current}`}.`);
}
