import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsNumber, IsOptional, Max, Min, ValidateIf } from 'class-validator';
import { type CallBudget, defaultCallBudget } from '#libs/domain';

/** More than the largest plan of Intuit gives a month. */
const CALLS_MAX = 100_000_000;

/** A member cannot be taken away with null, but for the number itself. */
function IfGiven(): PropertyDecorator {
  return ValidateIf((_budget, value) => value !== undefined);
}

/** Members left out stay as they are. */
export class CallBudgetDto implements Partial<CallBudget> {
  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    minimum: 0,
    maximum: CALLS_MAX,
    default: defaultCallBudget.meteredPerMonth,
    description: 'Metered calls that a month of UTC may cost; null for no limit.',
  })
  @IsOptional()
  @IsInt({ message: 'meteredPerMonth is neither a whole number of calls nor null.' })
  @Min(0)
  @Max(CALLS_MAX)
  meteredPerMonth?: number | null;

  @ApiPropertyOptional({
    minimum: 0.01,
    maximum: 1,
    default: defaultCallBudget.warnAtShare,
    description: 'The share of the budget from which on it is warned.',
  })
  @IfGiven()
  @IsNumber({}, { message: 'warnAtShare is not a number from 0.01 to 1.' })
  @Min(0.01)
  @Max(1)
  warnAtShare?: number;

  @ApiPropertyOptional({
    default: defaultCallBudget.stopPolling,
    description:
      'Whether QuickBooks is read no more by the timetable once the budget is used up. Bills are posted in any case.',
  })
  @IfGiven()
  @IsBoolean({ message: 'stopPolling is neither true nor false.' })
  stopPolling?: boolean;
}
