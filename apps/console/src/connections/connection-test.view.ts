import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ProviderProblem } from '../providers/provider-problem.js';
import type { Conflict } from './connection-conflicts.js';

/** What a connection's test came to. A failed test is an answer too, so its status is 200. */
export class ConnectionTestView {
  @ApiProperty() ok: boolean;

  @ApiPropertyOptional({
    description: 'What the system said of itself.',
    type: 'object',
    additionalProperties: true,
  })
  found?: object;

  @ApiPropertyOptional({
    description: 'What does not fit the pipeline, as { code, message }.',
    type: [Object],
  })
  conflicts?: readonly Conflict[];

  @ApiPropertyOptional({ description: 'Why it failed, as { code, cause, remedy }.', type: Object })
  problem?: ProviderProblem;
}
