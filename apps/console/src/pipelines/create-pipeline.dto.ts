import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { PipelineSettingsDto } from './pipeline-settings.dto.js';

/** The mode is `shadow` unless said otherwise: nothing is posted before somebody has looked. */
export class CreatePipelineDto extends PipelineSettingsDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID(undefined, { message: 'cin7ConnectionId is not the id of a connection.' })
  cin7ConnectionId: string;

  @ApiProperty({ format: 'uuid' })
  @IsUUID(undefined, { message: 'quickbooksConnectionId is not the id of a connection.' })
  quickbooksConnectionId: string;
}
