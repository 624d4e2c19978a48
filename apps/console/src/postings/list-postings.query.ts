import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Allow, IsOptional, IsUUID } from 'class-validator';
import { type DocumentKind, documentKinds, type PostingState, postingStates } from '#libs/domain';
import { listedValues } from '../paging/listed-values.js';
import { PageQuery } from '../paging/page.query.js';

export class ListPostingsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID(undefined, { message: 'pipelineId is not the id of a pipeline.' })
  pipelineId?: string;

  @ApiPropertyOptional({ enum: postingStates, isArray: true, description: 'Repeated, or parted by commas.' })
  @Transform(({ value }) => listedValues('state', value, postingStates))
  @Allow()
  state?: PostingState[];

  @ApiPropertyOptional({ enum: documentKinds, isArray: true, description: 'Repeated, or parted by commas.' })
  @Transform(({ value }) => listedValues('kind', value, documentKinds))
  @Allow()
  kind?: DocumentKind[];
}
