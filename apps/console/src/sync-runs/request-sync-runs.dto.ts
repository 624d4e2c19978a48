import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayNotEmpty, IsArray, IsIn, IsOptional } from 'class-validator';
import { type RecordType, recordTypes } from '#libs/persistence';

export class RequestSyncRunsDto {
  @ApiPropertyOptional({
    enum: recordTypes,
    isArray: true,
    description: 'All that is read, unless said otherwise; not the checks.',
  })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty({ message: 'recordTypes is empty: name one at least, or leave it out for all.' })
  @IsIn(recordTypes, {
    each: true,
    message: `recordTypes has one that is none of ${recordTypes.join(', ')}.`,
  })
  recordTypes?: RecordType[];
}
