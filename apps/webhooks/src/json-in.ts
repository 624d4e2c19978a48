import { BadRequestException } from '@nestjs/common';

/** The deepest that a provider is known to send is six. */
const DEPTH_MAX = 32;

/** What the body says. Refuses what is no JSON, is too deep, or holds what Postgres cannot. */
export function jsonIn(body: Buffer): unknown {
  const text = body.toString('utf8');
  if (depthOf(text) > DEPTH_MAX) throw new BadRequestException('The body is nested too deeply.');
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequestException('The body is not JSON.');
  }
}

/** How deep brackets are nested outside of strings, without building anything. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isInString) {
      if (character === '\\') at += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
