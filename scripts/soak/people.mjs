/** @typedef {import('./companies.mjs').SoakCompany} SoakCompany */
/** @typedef {import('./companies.mjs').Doors} Doors */
/** @typedef {import('./seeded.mjs').Choices} Choices */

/**
 * @typedef {object} Purchase as its people remember it
 * @property {string} id
 * @property {string} number of its one invoice
 * @property {'draft' | 'authorised' | 'over'} stage
 * @property {boolean} paid on either side: from then on nobody edits it
 * @property {number} credits
 */

const weights = {
  buy: 6,
  authorise: 4,
  edit: 4,
  undo: 1,
  void: 1,
  credit: 1,
  'void a credit': 0.5,
  'pay in Cin7': 1,
  'pay in QuickBooks': 1.5,
};

/** @typedef {keyof typeof weights} Act */

/**
 * The people of one company, who go on working whatever breaks: they buy, edit and pay on both sides.
 * @param {Doors} doors
 * @param {SoakCompany} company
 * @param {Choices} choices
 */
export function peopleOf({ cin7, quickBooks }, company, choices) {
  /** @type {Purchase[]} */
  const purchases = [];
  /** @type {Partial<Record<Act, number>>} */
  const done = {};
  const side = `/accounts/${company.accountId}`;
  const realm = `/realms/${company.realmId}`;

  /** @param {Purchase} purchase @param {string} what @param {unknown} [body] */
  const at = ({ id }, what, body = {}) => cin7.post(`${side}/purchases/${id}${what}`, body);
  /** @param {Purchase} purchase @param {object} invoice */
  const change = ({ id }, invoice) => cin7.patch(`${side}/purchases/${id}`, { invoices: [invoice] });
  /** @param {(purchase: Purchase) => boolean} isFit */
  const some = (isFit) => {
    const fit = purchases.filter(isFit);
    return fit.length > 0 ? choices.pick(fit) : undefined;
  };
  const open = () => some(({ stage, paid }) => stage === 'authorised' && !paid);

  /** @type {Record<Act, () => Promise<boolean>>} whether there was something to do */
  const acts = {
    buy: async () => {
      const supplier = choices.pick(company.suppliers);
      const isDraft = choices.next() < 0.3;
      const number = `S-${1_000 + purchases.length}`;
      const { ID } = await cin7.post(`${side}/purchases`, {
        type: choices.pick(['simple', 'simple', 'advanced']),
        supplierId: supplier.id,
        currencyRate: supplier.rate,
        invoices: [
          {
            number,
            date: aDate(choices),
            status: isDraft ? 'DRAFT' : 'AUTHORISED',
            lines: goods(choices, company),
          },
        ],
      });
      purchases.push({ id: ID, number, stage: isDraft ? 'draft' : 'authorised', paid: false, credits: 0 });
      return true;
    },
    authorise: async () => {
      const purchase = some(({ stage }) => stage === 'draft');
      if (purchase === undefined) return false;
      await change(purchase, { status: 'AUTHORISED', lines: goods(choices, company) });
      purchase.stage = 'authorised';
      return true;
    },
    edit: async () => {
      const purchase = open();
      if (purchase === undefined) return false;
      await change(purchase, { status: 'AUTHORISED', lines: goods(choices, company) });
      return true;
    },
    undo: async () => {
      const purchase = some(({ stage, paid, credits }) => stage === 'authorised' && !paid && credits === 0);
      if (purchase === undefined) return false;
      await at(purchase, '/undo-invoice');
      purchase.stage = 'draft';
      return true;
    },
    void: async () => {
      const purchase = some(({ stage, paid, credits }) => stage === 'authorised' && !paid && credits === 0);
      if (purchase === undefined) return false;
      await at(purchase, '/void');
      purchase.stage = 'over';
      return true;
    },
    credit: async () => {
      const purchase = some(({ stage, credits }) => stage === 'authorised' && credits === 0);
      if (purchase === undefined) return false;
      const note = { number: `C-${purchase.number}`, date: aDate(choices), status: 'AUTHORISED' };
      await at(purchase, '/credit-notes', { ...note, lines: goods(choices, company) });
      purchase.credits = 1;
      return true;
    },
    'void a credit': async () => {
      const purchase = some(({ stage, credits }) => stage === 'authorised' && credits === 1);
      if (purchase === undefined) return false;
      await at(purchase, '/void-credit-note');
      purchase.credits = 2;
      return true;
    },
    'pay in Cin7': async () => {
      const purchase = open();
      if (purchase === undefined) return false;
      await at(purchase, '/pay');
      purchase.paid = true;
      return true;
    },
    'pay in QuickBooks': async () => {
      const { bills } = await quickBooks.get(`${realm}/ledger`);
      const purchase = open();
      const bill = bills.find((/** @type {any} */ { docNumber }) => docNumber === purchase?.number);
      if (purchase === undefined || bill === undefined || Number(bill.balance) <= 0) return false;
      await quickBooks.post(`${realm}/bills/${bill.id}/pay`);
      purchase.paid = true;
      return true;
    },
  };

  async function actOnce() {
    const act = choices.weighted(weights);
    if (await acts[act]()) done[act] = (done[act] ?? 0) + 1;
  }
  return { actOnce, done };
}

/** @param {Choices} choices @param {SoakCompany} company */
function goods(choices, { hasPurchaseTaxes }) {
  const taxed = hasPurchaseTaxes ? { taxRule: '20.0% S' } : { tax: 0 };
  return Array.from({ length: choices.whole(1, 3) }, (_each, index) => ({
    sku: `ROPE-${index + 10}`,
    name: `Rope ${index + 10} mm`,
    quantity: choices.whole(1, 12),
    price: choices.whole(13, 9_999) / 100,
    ...taxed,
  }));
}

/** @param {Choices} choices */
const aDate = (choices) => `2026-11-${String(choices.whole(1, 20)).padStart(2, '0')}`;
