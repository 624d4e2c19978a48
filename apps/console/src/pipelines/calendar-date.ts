import { ValidateBy, type ValidationOptions } from 'class-validator';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A day of the calendar as YYYY-MM-DD; 30 February is none. */
export function IsCalendarDate(): PropertyDecorator {
  const options: ValidationOptions = { message: '$property is not a date of the calendar, as 2026-01-31.' };
  return ValidateBy({ name: 'isCalendarDate', validator: { validate: isCalendarDate } }, options);
}

export function isCalendarDate(value: unknown): boolean {
  if (typeof value !== 'string' || !DATE.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
