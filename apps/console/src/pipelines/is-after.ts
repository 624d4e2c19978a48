import { ValidateBy, type ValidationOptions } from 'class-validator';

/** A text that sorts after another member's, as times of a day do that are written HH:MM. */
export function IsAfter(member: string, options: ValidationOptions): PropertyDecorator {
  const validator = {
    validate: (value: unknown, on?: { object: object }) =>
      String(value) > String(Reflect.get(on?.object ?? {}, member)),
  };
  return ValidateBy({ name: 'isAfter', validator }, options);
}
