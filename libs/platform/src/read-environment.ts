import { z } from 'zod';
import { EnvironmentError } from './environment-error.js';

/** Addresses of stores count as secret too, since they hold a password, or what was meant to be one. */
const secretName = /KEY|SECRET|TOKEN|PASSWORD|DATABASE|REDIS/i;
const shownMax = 60;
/** A shorter value is no secret that could stand in a message, but it may be a word of it. */
const hiddenMin = 8;

/** Reads the environment once, at the start. Throws an EnvironmentError that lists every problem at once. */
export function readEnvironment<Shape extends z.ZodType>(
  schema: Shape,
  env: NodeJS.ProcessEnv = process.env,
): z.infer<Shape> {
  const given = givenIn(env);
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new EnvironmentError(result.error.issues.map((issue) => problemOf(issue, schema, given)));
}

/** Compose files and Kubernetes write `NAME=` for a variable that nobody has set. */
function givenIn(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).flatMap(([name, value]) =>
    value?.trim() ? [[name, value.trim()]] : [],
  );
  return Object.fromEntries(entries);
}

function problemOf(issue: z.core.$ZodIssue, schema: z.ZodType, given: Record<string, string>): string {
  const name = String(issue.path[0] ?? '');
  if (name === '') return issue.message;
  const remedy = remedyFor(name, schema);
  return `${name} ${whatIsWrong(issue, name, given[name])}${remedy === undefined ? '' : `. ${remedy}`}.`;
}

function whatIsWrong(issue: z.core.$ZodIssue, name: string, value: string | undefined): string {
  if (value === undefined) return 'is not set';
  const isSecret = secretName.test(name) || value.includes('@');
  const shown = isSecret || value.length > shownMax ? '' : ` (it is '${value}')`;
  const message = issue.code === 'invalid_value' ? `is not one of ${issue.values.join(', ')}` : issue.message;
  return `${isSecret && value.length >= hiddenMin ? message.replaceAll(value, '[hidden]') : message}${shown}`;
}

/** The description may stand on the piece itself or under what was wrapped round it, such as `.optional()`. */
function remedyFor(name: string, schema: z.ZodType): string | undefined {
  let piece: unknown = schema instanceof z.ZodObject ? schema.shape[name] : undefined;
  while (piece instanceof z.ZodType) {
    if (piece.description !== undefined) return piece.description;
    piece = 'unwrap' in piece && typeof piece.unwrap === 'function' ? piece.unwrap() : undefined;
  }
  return undefined;
}
