import { ValidateBy } from 'class-validator';

/** Where this member is given, the other must not be. */
export function Excludes(member: string, message: string): PropertyDecorator {
  const validator = {
    validate: (_value: unknown, on?: { object: object }) =>
      (Reflect.get(on?.object ?? {}, member) ?? undefined) === undefined,
  };
  return ValidateBy({ name: `excludes-${member}`, validator }, { message });
}
