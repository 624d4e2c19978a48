import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

export class MonthQuery {
  @ApiPropertyOptional({ example: '2026-11', description: 'A month of UTC; by default the present one.' })
  @IsOptional()
  @Matches(/^20\d\d-(0[1-9]|1[0-2])$/, { message: 'month is not a month, as 2026-11.' })
  month?: string;
}
