import { Injectable } from '@nestjs/common';
import { budgetState, budgetText, monthOfCalls } from '#libs/domain';
import { CallBudgetRepository, CallCountRepository } from '#libs/persistence';
import type { BudgetView } from './calls.view.js';

/** The budget of a QuickBooks connection next to what it has cost. */
@Injectable()
export class Budgets {
  constructor(
    private readonly counts: CallCountRepository,
    private readonly budgets: CallBudgetRepository,
  ) {}

  async of(connectionId: string, now = new Date()): Promise<BudgetView> {
    const [{ pollingStoppedUntil, ...budget }, days] = await Promise.all([
      this.budgets.of(connectionId),
      this.counts.meteredDays([connectionId], now),
    ]);
    const month = monthOfCalls(days.get(connectionId) ?? [], now);
    const { used, forecast } = month;
    const { share } = budgetState(budget, used, now);
    return { ...budget, used, forecast, share, pollingStoppedUntil, problem: budgetText(budget, month, now) };
  }
}
