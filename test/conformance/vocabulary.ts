import { isObject, type Json } from '../../apps/sandbox/src/quickbooks/json.js';

/** The words that a provider uses, by the member that holds them: `PayType` is `Check` or `CreditCard`. */
export type Vocabulary = ReadonlyMap<string, ReadonlySet<string>>;

/** Every text of the named members, wherever it stands in the documents. */
export function vocabularyOf(documents: Iterable<Json>, names: ReadonlySet<string>): Vocabulary {
  const words = new Map<string, Set<string>>();
  for (const document of documents) {
    for (const [name, word] of wordsIn(document)) {
      if (names.has(name)) words.set(name, (words.get(name) ?? new Set()).add(word));
    }
  }
  return words;
}

function* wordsIn(value: Json): Iterable<readonly [string, string]> {
  if (Array.isArray(value)) for (const element of value) yield* wordsIn(element);
  else if (isObject(value))
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === 'string') yield [name, member];
      else yield* wordsIn(member);
    }
}

/** Words that the provider was never seen to use there. An empty text is no word. */
export function foreignWords(document: Json, vocabulary: Vocabulary): string[] {
  const found = [...wordsIn(document)].filter(
    ([name, word]) => word !== '' && vocabulary.get(name)?.has(word) === false,
  );
  return [...new Set(found.map(([name, word]) => `word ${name}: ${word}`))];
}
