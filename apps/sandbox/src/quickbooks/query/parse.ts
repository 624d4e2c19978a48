import { invalidQuery, unparsable } from './query-fault.js';
import type { Condition, Operator, Ordering, Statement } from './statement.js';
import { type Token, tokensOf } from './tokens.js';

const RESULTS_DEFAULT = 100;
const RESULTS_MAX = 1000;
const OPERATORS: readonly string[] = ['=', '<', '>', '<=', '>='];

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

export function parseStatement(text: string): Statement {
  if (text.trim() === '')
    throw unparsable('Encountered "<EOF>" at line 0, column 0.\nWas expecting:\n    "select" ...\n    ');
  const reader: Reader = { tokens: tokensOf(text), at: 0 };
  expectWord(reader, 'SELECT');
  const { counts, columns } = readSelection(reader);
  expectWord(reader, 'FROM');
  const entity = readWord(reader);
  const conditions = takeWord(reader, 'WHERE') ? readConditions(reader) : [];
  const ordering = takeOrderBy(reader) ? readOrdering(reader) : [];
  const page = readPage(reader);
  if (peek(reader).kind !== 'end') throw encountered(peek(reader));
  return { counts, columns, entity, conditions, ordering, ...page };
}

function readSelection(reader: Reader): { counts: boolean; columns: string[] } {
  if (takeSign(reader, '*')) return { counts: false, columns: [] };
  const columns = [readWord(reader)];
  if (columns[0]?.toUpperCase() === 'COUNT' && takeSign(reader, '(')) {
    expectSign(reader, '*');
    expectSign(reader, ')');
    return { counts: true, columns: [] };
  }
  while (takeSign(reader, ',')) {
    columns.push(takeSign(reader, '*') ? '*' : readWord(reader));
  }
  return { counts: false, columns };
}

function readConditions(reader: Reader): Condition[] {
  const conditions = [readCondition(reader)];
  while (takeWord(reader, 'AND')) conditions.push(readCondition(reader));
  return conditions;
}

function readCondition(reader: Reader): Condition {
  const bracketed = takeSign(reader, '(');
  const property = readWord(reader);
  const operator = readOperator(reader);
  const values = operator === 'IN' ? readList(reader) : [readValue(reader)];
  if (bracketed) expectSign(reader, ')');
  return { property, operator, values };
}

function readOperator(reader: Reader): Operator {
  if (takeWord(reader, 'IN')) return 'IN';
  if (takeWord(reader, 'LIKE')) return 'LIKE';
  const token = peek(reader);
  if (token.kind !== 'sign' || !OPERATORS.includes(token.text)) throw encountered(token);
  reader.at += 1;
  return token.text as Operator;
}

function readList(reader: Reader): string[] {
  expectSign(reader, '(');
  const values = [readValue(reader)];
  while (takeSign(reader, ',')) values.push(readValue(reader));
  expectSign(reader, ')');
  return values;
}

function readValue(reader: Reader): string {
  const token = peek(reader);
  if (token.kind === 'sign' || token.kind === 'end') throw encountered(token);
  reader.at += 1;
  return token.text;
}

/** Written as one word in the reference, and as two in practice. */
function takeOrderBy(reader: Reader): boolean {
  if (takeWord(reader, 'ORDERBY')) return true;
  if (!takeWord(reader, 'ORDER')) return false;
  expectWord(reader, 'BY');
  return true;
}

function readOrdering(reader: Reader): Ordering[] {
  const ordering: Ordering[] = [];
  do {
    const property = readWord(reader);
    const descending = takeWord(reader, 'DESC');
    if (!descending) takeWord(reader, 'ASC');
    ordering.push({ property, descending });
  } while (takeSign(reader, ','));
  return ordering;
}

function readPage(reader: Reader): { startPosition: number; maxResults: number } {
  let startPosition = 1;
  let maxResults = RESULTS_DEFAULT;
  for (let clause = 0; clause < 2; clause += 1) {
    if (takeWord(reader, 'STARTPOSITION')) startPosition = readPositive(reader);
    else if (takeWord(reader, 'MAXRESULTS')) maxResults = Math.min(RESULTS_MAX, readPositive(reader));
  }
  return { startPosition, maxResults };
}

function readPositive(reader: Reader): number {
  const token = peek(reader);
  const value = Number(token.text);
  if ((token.kind !== 'number' && token.kind !== 'string') || !Number.isInteger(value))
    throw encountered(token);
  if (value < 1) throw invalidQuery(`value ${value} is too small. Min allowed value is 1`);
  reader.at += 1;
  return value;
}

function peek(reader: Reader): Token {
  return reader.tokens[reader.at] ?? { kind: 'end', text: '<EOF>', column: 0 };
}

function readWord(reader: Reader): string {
  const token = peek(reader);
  if (token.kind !== 'word') throw encountered(token);
  reader.at += 1;
  return token.text;
}

function takeWord(reader: Reader, word: string): boolean {
  const token = peek(reader);
  if (token.kind !== 'word' || token.text.toUpperCase() !== word) return false;
  reader.at += 1;
  return true;
}

function expectWord(reader: Reader, word: string): void {
  if (!takeWord(reader, word)) throw encountered(peek(reader));
}

function takeSign(reader: Reader, sign: string): boolean {
  const token = peek(reader);
  if (token.kind !== 'sign' || token.text !== sign) return false;
  reader.at += 1;
  return true;
}

function expectSign(reader: Reader, sign: string): void {
  if (!takeSign(reader, sign)) throw encountered(peek(reader));
}

function encountered(token: Token): Error {
  const kinds = { word: ' <IDENTIFIER> "', string: ' <STRING> "', number: ' <NUMBER> "', sign: '', end: '' };
  return unparsable(`Encountered "${kinds[token.kind]}${token.text}" at line 1, column ${token.column}`);
}
