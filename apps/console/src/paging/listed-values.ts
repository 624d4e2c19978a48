import { BadRequestException } from '@nestjs/common';

/** Values of a query that may be repeated or parted by commas; an unknown one is refused with those that are allowed. */
export function listedValues<Value extends string>(
  name: string,
  given: unknown,
  allowed: readonly Value[],
): Value[] | undefined {
  if (given === undefined) return undefined;
  const texts = [given].flat().flatMap((text) => String(text).split(','));
  const values = texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => allowed.find((value) => value === text) ?? refuse(name, text, allowed));
  return values.length > 0 ? values : undefined;
}

function refuse(name: string, text: string, allowed: readonly string[]): never {
  throw new BadRequestException(`${name} '${text}' is unknown. Allowed are: ${allowed.join(', ')}.`);
}
