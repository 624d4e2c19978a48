import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, Matches, ValidateNested } from 'class-validator';
import { type PipelineMode, pipelineModes } from '#libs/persistence';
import { IsCalendarDate } from './calendar-date.js';
import { HasKnownPolicies, PoliciesDto } from './policies.dto.js';
import { SchedulesDto } from './schedules.dto.js';

/** What can be said of a pipeline at any time. */
export class PipelineSettingsDto {
  @ApiPropertyOptional({ description: 'By default the names of both connections.' })
  @IsOptional()
  @Matches(/^\P{Cc}{1,100}$/u, { message: 'name needs 1 to 100 characters on one line.' })
  name?: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'date',
    description: 'The first document date that is taken over; null takes over all.',
  })
  @IsOptional()
  @IsCalendarDate()
  cutOverDate?: string | null;

  @ApiPropertyOptional({
    enum: pipelineModes,
    description: 'shadow builds everything and posts nothing; live posts; paused does not even read.',
  })
  @IsOptional()
  @IsIn(pipelineModes, { message: `mode is none of ${pipelineModes.join(', ')}.` })
  mode?: PipelineMode;

  @ApiPropertyOptional({ type: SchedulesDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SchedulesDto)
  schedules?: SchedulesDto;

  @ApiPropertyOptional({ type: PoliciesDto })
  @IsOptional()
  @IsObject()
  @HasKnownPolicies()
  @ValidateNested()
  @Type(() => PoliciesDto)
  policies?: PoliciesDto;
}
