import { byCurrency, hundredths, tiedKinds } from '../demo/ledgers.mjs';
import { pairDifferences } from '../demo/paired-documents.mjs';

/**
 * @typedef {object} PostingFact what our own books say of a document
 * @property {string} kind
 * @property {string} sourceKey
 * @property {string} state
 * @property {string} marker
 * @property {string | null} quickBooksId
 * @property {string | null} total
 * @property {string | null} currency
 * @property {string[]} problems
 */

/** @typedef {{ duplicates: string[], lost: string[], differences: string[], held: string[], rows: object[] }} Reconciliation */

/** @type {Record<string, import('../demo/ledgers.mjs').TiedKind>} */
const tiedKindOf = { bill: 'bills', 'vendor-credit': 'credits', 'purchase-order': 'orders' };

/** A person who paid a bill in QuickBooks while its change was on its way has made a case for a person. */
const rightlyHeldFor = new Set(['bill-paid']);

/** What was taken back before it was posted is excluded; what counts in Cin7 must not be, and is found there. */
const settledStates = new Set(['posted', 'withdrawn', 'excluded']);

/**
 * The three ledgers of one company beside each other: Cin7's, ours, and that of QuickBooks.
 * @param {import('../demo/ledgers.mjs').Ledgers} ledgers
 * @param {readonly PostingFact[]} postings
 * @param {{ hasPurchaseTaxes: boolean }} company
 * @returns {Reconciliation}
 */
export function reconcile(ledgers, postings, company) {
  const known = new Map(
    postings.map((posting) => [`${tiedKindOf[posting.kind]} ${posting.sourceKey}`, posting]),
  );
  const heldRightly = postings.filter(isRightlyHeld);
  const rest = withoutHeld(ledgers, heldRightly);
  return {
    duplicates: duplicatesIn(ledgers),
    lost: [...notArrived(ledgers, known), ...vanished(ledgers, postings)],
    differences: [
      ...postings.filter((posting) => !isRightlyHeld(posting)).flatMap(unsettled),
      ...strangers(ledgers, postings),
      ...superfluous(ledgers, postings),
      ...pairDifferences(rest, company),
      ...sumDifferences(rest),
    ],
    held: heldRightly.map(({ kind, sourceKey, problems }) => `${kind} ${sourceKey}: ${problems.join(', ')}`),
    rows: sums(ledgers, heldRightly.length),
  };
}

/** @param {PostingFact} posting */
const isRightlyHeld = ({ state, problems }) =>
  state === 'held' && problems.length > 0 && problems.every((code) => rightlyHeldFor.has(code));

/** The key that a document of Cin7 has in our books. @param {import('../demo/ledgers.mjs').TiedKind} kind @param {any} document */
function keyOf(kind, { purchaseId, type, invoiceKey, creditNoteKey }) {
  if (kind === 'orders' || type === 'simple') return purchaseId;
  return `${purchaseId}/${kind === 'bills' ? invoiceKey : creditNoteKey}`;
}

/** @param {any} document */
const markerOf = ({ privateNote }) => /\[bb:[a-z2-7]{26}\]/.exec(privateNote)?.[0];

/** P1 by the books of QuickBooks alone. @param {import('../demo/ledgers.mjs').Ledgers} ledgers */
function duplicatesIn({ ours }) {
  return tiedKinds.flatMap(([kind, name]) => {
    const seen = new Set();
    return ours[kind].flatMap((document) => {
      const marker = markerOf(document);
      const isSecond = seen.has(marker);
      seen.add(marker);
      if (!isSecond) return [];
      return [`${name}: ${document.docNumber} is there again with ${marker}`];
    });
  });
}

/** What counts in Cin7 and is neither posted nor held. @param {import('../demo/ledgers.mjs').Ledgers} ledgers @param {Map<string, PostingFact>} known */
function notArrived({ cin7 }, known) {
  return tiedKinds.flatMap(([kind, name]) =>
    cin7[kind].flatMap((document) => {
      const state = known.get(`${kind} ${keyOf(kind, document)}`)?.state;
      const label = document.number ?? document.orderNumber;
      return state === 'posted' || state === 'held'
        ? []
        : [`${name}: ${label} of Cin7 is ${state ?? 'unknown to us'}`];
    }),
  );
}

/** What we believe to be in QuickBooks and is not. @param {import('../demo/ledgers.mjs').Ledgers} ledgers @param {readonly PostingFact[]} postings */
function vanished({ ours }, postings) {
  const there = new Map(
    tiedKinds.flatMap(([kind]) => ours[kind].map((document) => [`${kind} ${document.id}`, document])),
  );
  return postings.flatMap(({ kind, state, sourceKey, quickBooksId, marker, total, currency }) => {
    if (state !== 'posted') return [];
    const document = there.get(`${tiedKindOf[kind]} ${quickBooksId}`);
    if (document === undefined || markerOf(document) !== marker)
      return [
        `${kind} ${sourceKey} is posted as ${quickBooksId}, and QuickBooks has no such document of ours`,
      ];
    const same = hundredths(document.total) === hundredths(total ?? '') && document.currency === currency;
    return same
      ? []
      : [
          `${kind} ${sourceKey} is ${currency} ${total} by our books and ${document.currency} ${document.total}`,
        ];
  });
}

/** @param {PostingFact} posting */
function unsettled({ kind, sourceKey, state, problems }) {
  if (settledStates.has(state)) return [];
  return [`${kind} ${sourceKey} is ${state}${problems.length > 0 ? ` for ${problems.join(', ')}` : ''}`];
}

/** Documents with a mark of ours that our books do not know. @param {import('../demo/ledgers.mjs').Ledgers} ledgers @param {readonly PostingFact[]} postings */
function strangers({ ours }, postings) {
  const links = new Set(
    postings.map(({ kind, quickBooksId, marker }) => `${tiedKindOf[kind]} ${quickBooksId} ${marker}`),
  );
  return tiedKinds.flatMap(([kind, name]) =>
    ours[kind].flatMap((document) =>
      links.has(`${kind} ${document.id} ${markerOf(document)}`)
        ? []
        : [`${name}: ${document.docNumber} (${document.id}) carries our mark and is not in our books`],
    ),
  );
}

/** What is posted and does not count in Cin7 any more. @param {import('../demo/ledgers.mjs').Ledgers} ledgers @param {readonly PostingFact[]} postings */
function superfluous({ cin7 }, postings) {
  const counting = new Set(
    tiedKinds.flatMap(([kind]) => cin7[kind].map((document) => `${kind} ${keyOf(kind, document)}`)),
  );
  return postings
    .filter(
      ({ state, kind, sourceKey }) => state === 'posted' && !counting.has(`${tiedKindOf[kind]} ${sourceKey}`),
    )
    .map(({ kind, sourceKey }) => `${kind} ${sourceKey} is posted and does not count in Cin7`);
}

/** @param {import('../demo/ledgers.mjs').Ledgers} ledgers @param {readonly PostingFact[]} held @returns {import('../demo/ledgers.mjs').Ledgers} */
function withoutHeld(ledgers, held) {
  const keys = new Set(held.map(({ kind, sourceKey }) => `${tiedKindOf[kind]} ${sourceKey}`));
  const markers = new Set(held.map(({ marker }) => marker));
  /** @param {import('../demo/ledgers.mjs').Documents} documents @param {(kind: import('../demo/ledgers.mjs').TiedKind, document: any) => boolean} isKept */
  const kept = (documents, isKept) => {
    const entries = tiedKinds.map(([kind]) => [kind, documents[kind].filter((each) => isKept(kind, each))]);
    return /** @type {import('../demo/ledgers.mjs').Documents} */ (Object.fromEntries(entries));
  };
  return {
    ...ledgers,
    cin7: kept(ledgers.cin7, (kind, document) => !keys.has(`${kind} ${keyOf(kind, document)}`)),
    ours: kept(ledgers.ours, (_kind, document) => !markers.has(markerOf(document) ?? '')),
  };
}

/** Counts and amounts by kind and currency. @param {import('../demo/ledgers.mjs').Ledgers} ledgers */
function sumDifferences({ cin7, ours }) {
  return tiedKinds.flatMap(([kind, name]) => {
    const [theirs, posted] = [byCurrency(cin7[kind]), byCurrency(ours[kind])];
    return [...new Set([...theirs.keys(), ...posted.keys()])].flatMap((currency) => {
      const [wanted, held] = [theirs.get(currency), posted.get(currency)];
      if (wanted?.count === held?.count && wanted?.total === held?.total) return [];
      return [
        `${currency} ${name}: ${wanted?.count ?? 0} for ${wanted?.total ?? 0} in Cin7, ${held?.count ?? 0} for ${held?.total ?? 0} in QuickBooks (in hundredths)`,
      ];
    });
  });
}

/** @param {import('../demo/ledgers.mjs').Ledgers} ledgers @param {number} held */
function sums({ cin7, ours }, held) {
  return tiedKinds.flatMap(([kind, name]) => {
    const [theirs, posted] = [byCurrency(cin7[kind]), byCurrency(ours[kind])];
    return [...new Set([...theirs.keys(), ...posted.keys()])].map((currency) => ({
      kind: name,
      currency,
      'in Cin7': theirs.get(currency)?.count ?? 0,
      'ours in QuickBooks': posted.get(currency)?.count ?? 0,
      'total in Cin7': money(theirs.get(currency)?.total),
      'total in QuickBooks': money(posted.get(currency)?.total),
      'held in the company': held,
    }));
  });
}

/** @param {bigint | undefined} total in hundredths */
const money = (total = 0n) => `${total / 100n}.${String(total % 100n).padStart(2, '0')}`;
