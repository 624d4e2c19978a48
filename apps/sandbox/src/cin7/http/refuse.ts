import { Cin7Error } from './cin7-error.js';

/** Turns what a gate says into Cin7's refusal. */
export function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw new Cin7Error(problem);
}
