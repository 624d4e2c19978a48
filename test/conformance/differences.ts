import type { Json } from '../../apps/sandbox/src/quickbooks/json.js';
import { fits, type Shape, shapeOf } from './shape.js';
import { foreignWords, type Vocabulary } from './vocabulary.js';

/** Why a difference is meant: the key is the difference, with `*` for any part of it. */
export type Intended = Readonly<Record<string, string>>;

/** How an answer differs from what was recorded, in structure and in words; not in values, which are other people's. */
export function differencesBetween(recorded: Json, answered: Json, vocabulary: Vocabulary): string[] {
  const wanted = shapeOf(recorded);
  const given = shapeOf(answered);
  return [...missing(wanted, given), ...extra(wanted, given), ...foreignWords(answered, vocabulary)];
}

/** Only below what is there: a member that is missing does not miss its own members too. */
function missing(wanted: Shape, given: Shape): string[] {
  return [...wanted].flatMap(([at, kinds]) => {
    const found = given.get(at);
    if (found === undefined) return holds(given, parentOf(at)) ? [`missing ${at}`] : [];
    const wrong = [...found].filter((kind) => !fits(kind, kinds));
    return wrong.map((kind) => `kind ${at}: ${kind}, not ${[...kinds].sort().join(' or ')}`);
  });
}

function extra(wanted: Shape, given: Shape): string[] {
  return [...given.keys()]
    .filter((at) => !wanted.has(at) && !at.endsWith('[]') && holds(wanted, parentOf(at)))
    .map((at) => `extra ${at}`);
}

/** Whether there was something at a place, so that its parts could be seen. */
function holds(shape: Shape, at: string): boolean {
  return (shape.get(at)?.size ?? 0) > 0;
}

function parentOf(at: string): string {
  return at.endsWith('[]') ? at.slice(0, -2) : at.slice(0, Math.max(at.lastIndexOf('.'), 0));
}

/** What nobody meant, and what was meant but has not shown: a reason whose difference is gone must go too. */
export function judged(
  differences: readonly string[],
  intended: Intended,
): { unmeant: string[]; idle: string[] } {
  const patterns = Object.keys(intended).map((text) => ({ text, pattern: patternOf(text) }));
  return {
    unmeant: differences.filter((difference) => !patterns.some(({ pattern }) => pattern.test(difference))),
    idle: patterns
      .filter(({ pattern }) => !differences.some((difference) => pattern.test(difference)))
      .map(({ text }) => text),
  };
}

function patternOf(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.[\]()|+?^$\\{}/]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
