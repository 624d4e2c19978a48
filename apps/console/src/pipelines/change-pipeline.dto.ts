import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { PipelineSettingsDto } from './pipeline-settings.dto.js';

/** Members left out stay as they are. The connections may be repeated, but not changed. */
export class ChangePipelineDto extends PipelineSettingsDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  cin7ConnectionId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  quickbooksConnectionId?: string;
}
