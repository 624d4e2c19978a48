import { unparsable } from './query-fault.js';

export interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly column: number;
}

const SIGNS = ['<=', '>=', '=', '<', '>', ',', '(', ')', '*'];
const WORD = /[A-Za-z_][A-Za-z0-9_.]*/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;

export function tokensOf(statement: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < statement.length) {
    if (/\s/.test(statement.charAt(at))) {
      at += 1;
      continue;
    }
    const token = tokenAt(statement, at);
    tokens.push(token.token);
    at = token.next;
  }
  tokens.push({ kind: 'end', text: '<EOF>', column: statement.length });
  return tokens;
}

function tokenAt(statement: string, at: number): { token: Token; next: number } {
  if (statement.charAt(at) === "'") return stringAt(statement, at);
  const sign = SIGNS.find((candidate) => statement.startsWith(candidate, at));
  if (sign !== undefined)
    return { token: { kind: 'sign', text: sign, column: at + 1 }, next: at + sign.length };
  for (const [kind, pattern] of [
    ['number', NUMBER],
    ['word', WORD],
  ] as const) {
    pattern.lastIndex = at;
    const text = pattern.exec(statement)?.[0];
    if (text !== undefined) return { token: { kind, text, column: at + 1 }, next: at + text.length };
  }
  throw unparsable(`Lexical error at line 1, column ${at + 1}.  Encountered: "${statement.charAt(at)}"`);
}

/** An apostrophe inside a string must be escaped by a backslash; a bare one ends the string and ruins what follows. */
function stringAt(statement: string, start: number): { token: Token; next: number } {
  let text = '';
  let at = start + 1;
  while (at < statement.length && statement.charAt(at) !== "'") {
    if (statement.charAt(at) === '\\' && at + 1 < statement.length) at += 1;
    text += statement.charAt(at);
    at += 1;
  }
  if (at >= statement.length) throw unexpectedString(statement.slice(start), start);
  const rest = /^\w+/.exec(statement.slice(at + 1))?.[0];
  if (rest !== undefined) throw unexpectedString(`'${rest}`, at);
  return { token: { kind: 'string', text, column: start + 1 }, next: at + 1 };
}

function unexpectedString(image: string, at: number): Error {
  return unparsable(`Encountered " <STRING> "${image}" at line 1, column ${at + 1}`);
}
