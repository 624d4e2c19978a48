import { ApiProperty } from '@nestjs/swagger';
import { type CallOutcome, type CallPurpose, callOutcomes, callPurposes } from '#libs/domain';
import type { CallsOfDay } from '#libs/persistence';

export class CallsOfDayView implements CallsOfDay {
  @ApiProperty({ format: 'date', description: 'A day of UTC.' }) day: string;
  @ApiProperty({ description: 'As bill.create, cdc or purchaseList.' }) kind: string;
  @ApiProperty({ enum: callPurposes }) purpose: CallPurpose;
  @ApiProperty({ description: "Counts against the quota of Intuit's App Partner Program." }) metered: boolean;
  @ApiProperty({ enum: callOutcomes }) outcome: CallOutcome;
  @ApiProperty() calls: number;
}

export class CallTotalsView {
  @ApiProperty() calls: number;
  @ApiProperty() metered: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } }) byPurpose: Record<
    string,
    number
  >;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } }) byKind: Record<string, number>;
}

export class BudgetView {
  @ApiProperty({ type: Number, nullable: true }) meteredPerMonth: number | null;
  @ApiProperty() warnAtShare: number;
  @ApiProperty() stopPolling: boolean;
  @ApiProperty({ description: 'Metered calls of the present month.' }) used: number;
  @ApiProperty({ description: 'By the end of the present month, at the pace of the last seven days.' })
  forecast: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Of the budget that is used, as 0.5 for half of it.',
  })
  share: number | null;
  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'Until then the timetable does not read QuickBooks.',
  })
  pollingStoppedUntil: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'Cause and remedy, from warnAtShare on.' })
  problem: string | null;
}

export class CallsView {
  @ApiProperty({ example: '2026-11' }) month: string;
  @ApiProperty({ type: CallTotalsView }) totals: CallTotalsView;
  @ApiProperty({ type: [CallsOfDayView] }) items: CallsOfDayView[];
  @ApiProperty({ type: BudgetView, nullable: true, description: 'Null for Cin7, which meters nothing.' })
  budget: BudgetView | null;
}

export function totalsOf(items: readonly CallsOfDay[]): CallTotalsView {
  const totals: CallTotalsView = { calls: 0, metered: 0, byPurpose: {}, byKind: {} };
  for (const { calls, metered, purpose, kind } of items) {
    totals.calls += calls;
    if (metered) totals.metered += calls;
    totals.byPurpose[purpose] = (totals.byPurpose[purpose] ?? 0) + calls;
    totals.byKind[kind] = (totals.byKind[kind] ?? 0) + calls;
  }
  return totals;
}
