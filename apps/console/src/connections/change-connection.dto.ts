import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsNumber, IsObject, IsOptional, Max, Min, ValidateIf, ValidateNested } from 'class-validator';
import { CallBudgetDto } from '../calls/call-budget.dto.js';

const between = {
  message: 'limitShare is not a number from 0.05 to 1: our part of the calls that are allowed.',
};

/** Members left out stay as they are. */
export class ChangeConnectionDto {
  @ApiPropertyOptional({
    description:
      'Our part of the calls that the provider allows the account, 0.05 to 1; the rest is left to other programs.',
    example: 0.5,
  })
  @ValidateIf((_, given) => given !== undefined)
  @IsNumber({ maxDecimalPlaces: 4 }, between)
  @Min(0.05, between)
  @Max(1, between)
  limitShare?: number;

  @ApiPropertyOptional({ type: CallBudgetDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CallBudgetDto)
  callBudget?: CallBudgetDto;
}
