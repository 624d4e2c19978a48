import { type Fields, fieldsOf, requiredText } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { refuse } from '../http/refuse.js';
import type { Cin7Call, Endpoint } from '../http/routes.js';
import type { ReferenceBook } from '../model/reference-book.js';
import type { Tenant } from '../model/tenant.js';

type Entry<List extends keyof ReferenceBook> = ReferenceBook[List][number];

/** One of the reference books: where it is kept, how an entry is named, and what a body makes of it. */
export interface Book<List extends keyof ReferenceBook> {
  readonly list: List;
  /** As Cin7 names an entry in complaints. */
  readonly word: string;
  /** The member and parameter that identify an entry. */
  readonly key: 'ID' | 'Code';
  keyOf(entry: Entry<List>): string;
  /** What a body leaves out stays as it was, or is what a new entry has. */
  written(call: Cin7Call, fields: Fields, earlier: Entry<List> | undefined): Entry<List>;
  answer(entry: Entry<List>, call: Cin7Call): object;
  /** Why the book is closed to this account; `undefined` when it is open. */
  gate?(tenant: Tenant): string | undefined;
}

export function bookWriting<List extends keyof ReferenceBook>(
  book: Book<List>,
): Record<'POST' | 'PUT' | 'DELETE', Endpoint> {
  return {
    POST: (call) => {
      refuse(book.gate?.(call.tenant));
      const entry = book.written(call, fieldsOf(call.body), undefined);
      if (entriesOf(book, call.tenant).some((each) => book.keyOf(each) === book.keyOf(entry)))
        throw new Cin7Error(`${book.word} ${book.keyOf(entry)} already exists.`);
      return store(book, call, { entry, entries: [...entriesOf(book, call.tenant), entry] });
    },
    PUT: (call) => {
      refuse(book.gate?.(call.tenant));
      const fields = fieldsOf(call.body);
      const earlier = found(book, call.tenant, requiredText(fields, book.key));
      const entry = book.written(call, fields, earlier);
      const entries = entriesOf(book, call.tenant).map((each) => (each === earlier ? entry : each));
      return store(book, call, { entry, entries });
    },
    DELETE: (call) => {
      refuse(book.gate?.(call.tenant));
      const gone = found(book, call.tenant, call.query.text(book.key) ?? '');
      replace(
        book,
        call.tenant,
        entriesOf(book, call.tenant).filter((each) => each !== gone),
      );
      call.world.changed();
      return { Success: true };
    },
  };
}

function entriesOf<List extends keyof ReferenceBook>(
  { list }: Book<List>,
  { books }: Tenant,
): readonly Entry<List>[] {
  return books[list];
}

function replace<List extends keyof ReferenceBook>(
  { list }: Book<List>,
  { books }: Tenant,
  entries: readonly Entry<List>[],
): void {
  books[list] = entries as ReferenceBook[List];
}

function found<List extends keyof ReferenceBook>(book: Book<List>, tenant: Tenant, key: string): Entry<List> {
  const entry = entriesOf(book, tenant).find((each) => book.keyOf(each).toLowerCase() === key.toLowerCase());
  if (entry === undefined) throw new Cin7Error(`${book.word} with specified ID not found`);
  return entry;
}

function store<List extends keyof ReferenceBook>(
  book: Book<List>,
  call: Cin7Call,
  { entry, entries }: { entry: Entry<List>; entries: readonly Entry<List>[] },
): object {
  replace(book, call.tenant, entries);
  call.world.changed();
  return book.answer(entry, call);
}
