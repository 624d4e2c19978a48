import { ValidateBy } from 'class-validator';
import { isTimeZone } from '#libs/domain';

/** A zone by its IANA name. */
export function IsTimeZone(): PropertyDecorator {
  const validator = { validate: (value: unknown) => typeof value === 'string' && isTimeZone(value) };
  const message =
    '$property is no time zone of IANA. Give its name, as Europe/London, America/New_York or UTC.';
  return ValidateBy({ name: 'isTimeZone', validator }, { message });
}
