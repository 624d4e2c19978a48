import type { Exercise, Exercises } from '../exercise.js';
import type { Cin7World } from './cin7-world.js';

/** The company's books come with the account; with QuickBooks linked, Cin7 itself refuses to change its accounts. */
const GIVEN = {
  status: 405,
  because: 'integrations of purchases read the books of a company and do not write them',
};

const refused = (path: string, method: 'POST' | 'PUT'): Exercise<Cin7World> => ({
  sends: `${path.replaceAll('/', '_')}.${method}.request`,
  ask: ({ api, own }, sent) => api(`${method} ${path}`, own(sent)),
  refused: GIVEN,
});

/** What a purchase refers to. */
export const referenceExercises: Exercises<Cin7World> = {
  'tells of the company': { like: 'me.GET.response', ask: ({ api }) => api('GET me') },
  'lists accounts': {
    like: 'ref_account.GET.response',
    ask: ({ api }) => api('GET ref/account?Code=2000'),
    intended: {
      'extra AccountsList[].Bank': "the manual's table names it; its examples of other accounts leave it out",
      'extra AccountsList[].Currency':
        "the manual's table names it; its examples of other accounts leave it out",
    },
  },
  'lists bank accounts': {
    like: 'ref_account_bank.GET.response',
    ask: ({ api }) => api('GET ref/account/bank'),
  },
  'lists tax rules': { like: 'ref_tax.GET.response', ask: ({ api }) => api('GET ref/tax') },
  'lists payment terms': {
    like: 'ref_paymentterm.GET.response',
    ask: ({ api }) => api('GET ref/paymentterm'),
  },
  'lists locations': { like: 'ref_location.GET.response', ask: ({ api }) => api('GET ref/location') },
  'lists attribute sets': {
    like: 'ref_attributeset.GET.response',
    ask: ({ api }) => api('GET ref/attributeset'),
  },
  'adds no account': refused('ref/account', 'POST'),
  'changes no account': refused('ref/account', 'PUT'),
  'adds no tax rule': refused('ref/tax', 'POST'),
  'changes no tax rule': refused('ref/tax', 'PUT'),
  'adds no payment term': refused('ref/paymentterm', 'POST'),
  'changes no payment term': refused('ref/paymentterm', 'PUT'),
  'adds no location': refused('ref/location', 'POST'),
  'changes no location': refused('ref/location', 'PUT'),
  'adds no attribute set': refused('ref/attributeset', 'POST'),
  'changes no attribute set': refused('ref/attributeset', 'PUT'),
};
