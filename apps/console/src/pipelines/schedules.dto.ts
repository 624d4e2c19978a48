import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsInt,
  IsObject,
  IsOptional,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { isCron, type ScheduleChange, type ScheduleChanges } from '#libs/persistence';
import { BusinessHoursDto } from './business-hours.dto.js';
import { Excludes } from './excludes.js';
import { IsTimeZone } from './is-time-zone.js';

const EVERY_SECONDS_MIN = 30;
const EVERY_SECONDS_MAX = 7 * 86_400;

/** The interval doubles with each run that brings nothing, up to this; any news, or a run that is asked for, ends that. */
export class AdaptiveDto {
  @ApiPropertyOptional({ minimum: EVERY_SECONDS_MIN, maximum: EVERY_SECONDS_MAX })
  @IsInt()
  @Min(EVERY_SECONDS_MIN)
  @Max(EVERY_SECONDS_MAX)
  slowestSeconds: number;
}

/** When one record type is read; members left out stay as they are. */
export class ScheduleDto {
  @ApiPropertyOptional({
    minimum: EVERY_SECONDS_MIN,
    maximum: EVERY_SECONDS_MAX,
    description: 'Takes the place of a cron.',
  })
  @IsOptional()
  @IsInt()
  @Min(EVERY_SECONDS_MIN, {
    message: `everySeconds is below ${EVERY_SECONDS_MIN}: Cin7 allows 60 calls a minute for all its apps.`,
  })
  @Max(EVERY_SECONDS_MAX)
  everySeconds?: number;

  @ApiPropertyOptional({
    example: '0 6 * * mon-fri',
    description:
      'Minute, hour, day, month, weekday, by the clock of timeZone. A time that summer time leaves out runs once when the gap ends, one that comes twice runs the first time. Takes the place of everySeconds.',
  })
  @ValidateIf((schedule: ScheduleDto) => schedule.cron !== undefined || schedule.timeZone !== undefined)
  @Excludes('everySeconds', 'cron and everySeconds exclude each other. Give one of them.')
  @Excludes('adaptive', 'adaptive goes with everySeconds: a cron has no pace. Leave one of them out.')
  @ValidateBy(
    { name: 'isCron', validator: { validate: (value) => typeof value === 'string' && isCron(value) } },
    { message: "cron is no cron of five fields, as '0 6 * * mon-fri' (minute, hour, day, month, weekday)." },
  )
  cron?: string;

  @ApiPropertyOptional({ example: 'Europe/London', description: 'Goes with cron.' })
  @ValidateIf((schedule: ScheduleDto) => schedule.cron !== undefined)
  @IsTimeZone()
  timeZone?: string;

  @ApiPropertyOptional({ type: BusinessHoursDto, nullable: true, description: 'null: at all hours.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => BusinessHoursDto)
  businessHours?: BusinessHoursDto | null;

  @ApiPropertyOptional({ type: AdaptiveDto, nullable: true, description: 'null: always at everySeconds.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => AdaptiveDto)
  adaptive?: AdaptiveDto | null;

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

/** As the timetable keeps them. */
export function scheduleChanges(schedules: SchedulesDto | undefined): ScheduleChanges | undefined {
  if (!schedules) return undefined;
  return Object.fromEntries(
    Object.entries(schedules as Record<string, ScheduleDto | undefined>).flatMap(([recordType, schedule]) =>
      schedule ? [[recordType, scheduleChange(schedule)]] : [],
    ),
  );
}

function scheduleChange({ cron, timeZone, adaptive, ...rest }: ScheduleDto): ScheduleChange {
  return {
    ...rest,
    ...(cron !== undefined && timeZone !== undefined ? { cron: { expression: cron, timeZone } } : {}),
    ...(adaptive !== undefined ? { slowestSeconds: adaptive?.slowestSeconds ?? null } : {}),
  };
}
