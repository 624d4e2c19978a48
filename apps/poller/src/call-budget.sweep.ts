import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { Gauge } from 'prom-client';
import { budgetState, budgetText, monthOfCalls } from '#libs/domain';
import { type BudgetedConnection, CallBudgetRepository, CallCountRepository } from '#libs/persistence';
import { Metrics, SweepClock } from '#libs/platform';

const PERIOD_MS = 60_000;
const PRUNE_PERIOD_MS = 86_400_000;

/** Measures what the companies have cost this month, warns once, and stops their polling where the budget says so. */
@Injectable()
export class CallBudgetSweep implements OnModuleInit {
  private readonly used: Gauge<'connection'>;
  private readonly forecast: Gauge<'connection'>;
  private readonly allowed: Gauge<'connection'>;

  constructor(
    private readonly clock: SweepClock,
    private readonly counts: CallCountRepository,
    private readonly budgets: CallBudgetRepository,
    private readonly logger: PinoLogger,
    metrics: Metrics,
  ) {
    logger.setContext(CallBudgetSweep.name);
    const labels = ['connection'] as const;
    this.used = metrics.gauge('billbridge_metered_calls_month', 'Metered calls of this month of UTC', labels);
    this.forecast = metrics.gauge(
      'billbridge_metered_calls_forecast',
      'Metered calls by the end of this month, at the pace of the last days',
      labels,
    );
    this.allowed = metrics.gauge(
      'billbridge_metered_calls_budget',
      'Metered calls that a month may cost, where a budget is set',
      labels,
    );
  }

  onModuleInit(): void {
    this.clock.every('call-budget', PERIOD_MS, () => this.look());
    this.clock.every('call-counts', PRUNE_PERIOD_MS, () => this.counts.prune());
  }

  async look(now = new Date()): Promise<void> {
    const connections = await this.budgets.all();
    const days = await this.counts.meteredDays(
      connections.map(({ id }) => id),
      now,
    );
    for (const gauge of [this.used, this.forecast, this.allowed]) gauge.reset();
    for (const connection of connections) await this.lookAt(connection, days.get(connection.id) ?? [], now);
  }

  private async lookAt(
    { id, name, budget }: BudgetedConnection,
    days: Parameters<typeof monthOfCalls>[0],
    now: Date,
  ): Promise<void> {
    const month = monthOfCalls(days, now);
    this.used.set({ connection: id }, month.used);
    this.forecast.set({ connection: id }, month.forecast);
    if (budget.meteredPerMonth === null) return;
    this.allowed.set({ connection: id }, budget.meteredPerMonth);
    const { state, stopPollingUntil } = budgetState(budget, month.used, now);
    await this.budgets.stopPollingUntil(id, stopPollingUntil);
    const told = state === 'within' ? null : `${month.month} ${state}`;
    if (!(await this.budgets.isToBeTold(id, told))) return;
    const story = { connectionId: id, name, ...month, budget: budget.meteredPerMonth };
    const why = budgetText(budget, month, now);
    if (state === 'used-up') this.logger.error({ ...story, why }, 'calls.budget-used-up');
    else this.logger.warn({ ...story, why }, 'calls.budget-near');
  }
}
