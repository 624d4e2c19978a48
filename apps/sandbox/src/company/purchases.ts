import type { PurchaseDescription } from './purchase-description.js';
import { purchasePlan } from './purchase-plan.js';
import { tellPurchase } from './purchase-story.js';
import { seededChoice } from './seeded-choice.js';

const SEED = 20_261_120;
const FIRST_ORDER = Date.UTC(2026, 1, 2);
const LAST_ORDER = Date.UTC(2026, 10, 19);
const DAY_MS = 86_400_000;

/** The demo company's purchases in the order of their numbers, the same ones in every run. */
export function demoPurchases(): PurchaseDescription[] {
  const choice = seededChoice(SEED);
  const plan = purchasePlan(choice);
  const daysPerPurchase = (LAST_ORDER - FIRST_ORDER) / DAY_MS / (plan.length - 1);
  const usedNumbers = new Set<string>();
  return plan.map((story, index) => {
    const ordered = new Date(FIRST_ORDER + Math.floor(index * daysPerPurchase) * DAY_MS);
    return tellPurchase(story, { index, orderDate: ordered.toISOString().slice(0, 10), choice, usedNumbers });
  });
}
