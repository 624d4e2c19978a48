import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsObject, IsOptional, Max, Min, ValidateNested } from 'class-validator';

const EVERY_SECONDS_MIN = 30;
const EVERY_SECONDS_MAX = 7 * 86_400;

/** How often one record type is read; members left out stay as they are. */
export class ScheduleDto {
  @ApiPropertyOptional({ minimum: EVERY_SECONDS_MIN, maximum: EVERY_SECONDS_MAX })
  @IsOptional()
  @IsInt()
  @Min(EVERY_SECONDS_MIN, {
    message: `everySeconds is below ${EVERY_SECONDS_MIN}: Cin7 allows 60 calls a minute for all its apps.`,
  })
  @Max(EVERY_SECONDS_MAX)
  everySeconds?: number;

  @ApiPropertyOptional()
  @IsOptional()
  @IsBoolean()
  enabled?: boolean;
}

export class SchedulesDto {
  @ApiPropertyOptional({ type: ScheduleDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ScheduleDto)
  supplier?: ScheduleDto;

  @ApiPropertyOptional({ type: ScheduleDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ScheduleDto)
  purchase?: ScheduleDto;

  @ApiPropertyOptional({ type: ScheduleDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ScheduleDto)
  'quickbooks-object'?: ScheduleDto;

  @ApiPropertyOptional({ type: ScheduleDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ScheduleDto)
  'supplier-credit-note'?: ScheduleDto;

  @ApiPropertyOptional({ type: ScheduleDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ScheduleDto)
  reconciliation?: ScheduleDto;

  @ApiPropertyOptional({ type: ScheduleDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ScheduleDto)
  'quickbooks-ids'?: ScheduleDto;

  @ApiPropertyOptional({ type: ScheduleDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ScheduleDto)
  'cin7-ids'?: ScheduleDto;
}
