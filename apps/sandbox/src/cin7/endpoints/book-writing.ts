import { type Fields, fieldsOf, requiredText } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { refuse } from '../http/refuse.js';
import type { Cin7Call, Endpoint } from '../http/routes.js';
import type { Tenant } from '../model/tenant.js';

/** One of the reference books: where it is kept, how an entry is named, and what a body makes of it. */
export interface Book<Entry> {
  /** As Cin7 names an entry in complaints. */
  readonly word: string;
  /** The member and parameter that identify an entry. */
  readonly key: 'ID' | 'Code';
  keyOf(entry: Entry): string;
  read(tenant: Tenant): readonly Entry[];
  replace(tenant: Tenant, entries: readonly Entry[]): void;
  /** What a body leaves out stays as it was, or is what a new entry has. */
  written(call: Cin7Call, fields: Fields, earlier: Entry | undefined): Entry;
  answer(entry: Entry, call: Cin7Call): object;
  /** Why the book is closed to this account; `undefined` when it is open. */
  gate?(tenant: Tenant): string | undefined;
}

export function bookWriting<Entry>(book: Book<Entry>): Record<'POST' | 'PUT' | 'DELETE', Endpoint> {
  return {
    POST: (call) => {
      refuse(book.gate?.(call.tenant));
      const entry = book.written(call, fieldsOf(call.body), undefined);
      if (book.read(call.tenant).some((each) => book.keyOf(each) === book.keyOf(entry)))
        throw new Cin7Error(`${book.word} ${book.keyOf(entry)} already exists.`);
      return store(book, call, { entry, entries: [...book.read(call.tenant), entry] });
    },
    PUT: (call) => {
      refuse(book.gate?.(call.tenant));
      const fields = fieldsOf(call.body);
      const earlier = found(book, call.tenant, requiredText(fields, book.key));
      const entry = book.written(call, fields, earlier);
      const entries = book.read(call.tenant).map((each) => (each === earlier ? entry : each));
      return store(book, call, { entry, entries });
    },
    DELETE: (call) => {
      refuse(book.gate?.(call.tenant));
      const gone = found(book, call.tenant, call.query.text(book.key) ?? '');
      book.replace(
        call.tenant,
        book.read(call.tenant).filter((each) => each !== gone),
      );
      call.world.changed();
      return { Success: true };
    },
  };
}

function found<Entry>(book: Book<Entry>, tenant: Tenant, key: string): Entry {
  const entry = book.read(tenant).find((each) => book.keyOf(each).toLowerCase() === key.toLowerCase());
  if (entry === undefined) throw new Cin7Error(`${book.word} with specified ID not found`);
  return entry;
}

function store<Entry>(
  book: Book<Entry>,
  call: Cin7Call,
  { entry, entries }: { entry: Entry; entries: readonly Entry[] },
): object {
  book.replace(call.tenant, entries);
  call.world.changed();
  return book.answer(entry, call);
}
