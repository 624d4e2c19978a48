import { dateIn, type Fields, fieldsOf, numberIn, requiredText, textIn } from '../http/body.js';
import { Cin7Error } from '../http/cin7-error.js';
import { refuse } from '../http/refuse.js';
import type { Cin7Call, Routes } from '../http/routes.js';
import type { JournalLine, JournalPart, Purchase } from '../model/purchase.js';
import { saveNow } from '../model/save-now.js';
import type { Tenant } from '../model/tenant.js';
import { renderJournalLine } from '../render/render-lines.js';
import { lockDateGate } from '../rules/gates/lock-date-gate.js';
import { absentStatus } from '../rules/purchase-status.js';
import { unknownReferences } from '../rules/unknown-references.js';
import { anyPurchase, simplePurchase } from './find-purchase.js';
import { writtenStatus } from './purchase-orders.js';
import { withPart, writtenGroup } from './written-group.js';
import { linesIn } from './written-lines.js';

function getSimpleJournal({ tenant, query }: Cin7Call): object {
  return render(onlyJournal(simplePurchase(tenant, query.text('TaskID'))));
}

function postSimpleJournal({ tenant, body, world }: Cin7Call): object {
  const fields = fieldsOf(body);
  const purchase = simplePurchase(tenant, textIn(fields, 'TaskID'));
  const journal = writeJournal(tenant, fields, onlyJournal(purchase));
  purchase.journals = [journal];
  saveNow(world, tenant, purchase);
  return render(journal);
}

function onlyJournal(purchase: Purchase): JournalPart {
  const absent = { taskId: purchase.id, group: 0, status: absentStatus(purchase), lines: [] };
  return purchase.journals[0] ?? absent;
}

function getJournals({ tenant, query }: Cin7Call): object {
  return renderAll(anyPurchase(tenant, query.text('PurchaseID')));
}

function postJournal({ tenant, body, world }: Cin7Call): object {
  const fields = fieldsOf(body);
  const purchase = anyPurchase(tenant, textIn(fields, 'PurchaseID'));
  const group = writtenGroup(tenant, purchase, fields);
  const earlier = purchase.journals.find(({ taskId }) => taskId === group.taskId);
  const base = earlier ?? { ...group, status: 'NOT AVAILABLE', lines: [] };
  purchase.journals = withPart(purchase.journals, writeJournal(tenant, fields, base));
  saveNow(world, tenant, purchase);
  return renderAll(purchase);
}

/** What Cin7 has journalled by itself stays; a person's lines are overwritten. */
function writeJournal(tenant: Tenant, fields: Fields, earlier: JournalPart): JournalPart {
  if (earlier.status === 'VOIDED')
    throw new Cin7Error("Purchase manual journal with status VOIDED can't be changed.");
  const lines = linesIn(fields, 'Lines').map((line) => writtenLine(tenant, line));
  refuse(lockDateGate(tenant.settings.lockDate, ...lines.map(({ date }) => date)));
  const own = earlier.lines.filter(({ isSystem }) => isSystem);
  return { ...earlier, status: writtenStatus(fields), lines: [...own, ...lines] };
}

function writtenLine(tenant: Tenant, line: Fields): JournalLine {
  const amount = numberIn(line, 'Amount');
  const date = dateIn(line, 'Date');
  if (amount === undefined) throw new Cin7Error('Required attribute Amount is not provided.');
  if (date === null) throw new Cin7Error('Required attribute Date is not provided.');
  const debit = requiredText(line, 'Debit');
  const credit = requiredText(line, 'Credit');
  for (const account of [debit, credit]) refuse(unknownReferences(tenant, { account })[0]);
  return { reference: textIn(line, 'Reference') ?? '', amount, date, debit, credit, isSystem: false };
}

function render(journal: JournalPart): object {
  return {
    TaskID: journal.taskId,
    Status: journal.status,
    Lines: journal.lines.map(renderJournalLine),
  };
}

function renderAll(purchase: Purchase): object {
  return { PurchaseID: purchase.id, ManualJournals: purchase.journals.map(render) };
}

export const purchaseJournalRoutes: Routes = {
  'purchase/manualjournal': { GET: getSimpleJournal, POST: postSimpleJournal },
  'advanced-purchase/manualjournal': { GET: getJournals, POST: postJournal },
};
