import type { PurchaseDescription } from './purchase-description.js';
import { purchasePlan } from './purchase-plan.js';
import { tellPurchase } from './purchase-story.js';
import { seededChoice } from './seeded-choice.js';
import type { TradingCompany } from './trading-company.js';

const FIRST_ORDER = Date.UTC(2026, 1, 2);
const LAST_ORDER = Date.UTC(2026, 10, 19);
const DAY_MS = 86_400_000;

/** The company's purchases in the order of their numbers, the same ones in every run. */
export function purchasesOf(company: TradingCompany): PurchaseDescription[] {
  const choice = seededChoice(company.seed);
  const plan = purchasePlan(choice, company.stories);
  const daysPerPurchase = (LAST_ORDER - FIRST_ORDER) / DAY_MS / (plan.length - 1);
  const usedNumbers = new Set<string>();
  return plan.map((story, index) => {
    const ordered = new Date(FIRST_ORDER + Math.floor(index * daysPerPurchase) * DAY_MS);
    const orderDate = ordered.toISOString().slice(0, 10);
    return tellPurchase(story, { company, index, orderDate, choice, usedNumbers });
  });
}
