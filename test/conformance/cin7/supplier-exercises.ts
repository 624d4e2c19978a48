import type { Exercises } from '../exercise.js';
import type { Cin7World } from './cin7-world.js';

const named = (name: string) => ({ Name: name, PaymentTerm: '30 days', Currency: 'AUD' });

export const supplierExercises: Exercises<Cin7World> = {
  'lists suppliers': { like: 'supplier.GET.response', ask: ({ api }) => api('GET supplier?Name=ABPA') },
  'adds a supplier': {
    sends: 'supplier.POST.request',
    like: 'supplier.POST.response',
    ask: ({ api, own }, sent) => api('POST supplier', own(sent, named('Post Supplier'))),
  },
  'changes a supplier': {
    sends: 'supplier.PUT.request',
    like: 'supplier.PUT.response',
    ask: ({ api, own, supplier }, sent) =>
      api('PUT supplier', { ...own(sent), ID: supplier.ID, Name: 'Put Supplier', Currency: 'USD' }),
  },
  'lists deposits that suppliers hold': {
    like: 'ref_supplier_deposits.GET.response',
    ask: async (world) => {
      await world.door('POST deposits', { supplierId: world.supplier.ID, amount: 100, date: '2026-11-02' });
      return world.api('GET ref/supplier/deposits');
    },
  },
};
