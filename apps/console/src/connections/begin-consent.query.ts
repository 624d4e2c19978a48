import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID, Matches } from 'class-validator';

export class BeginConsentQuery {
  @ApiPropertyOptional({ description: 'What to call the connection; else it is called as the company.' })
  @IsOptional()
  @Matches(/^\P{Cc}{1,100}$/u, { message: 'name needs 1 to 100 characters on one line.' })
  name?: string;

  @ApiPropertyOptional({ description: 'The connection to renew: then no other company is taken.' })
  @IsOptional()
  @IsUUID(undefined, { message: 'connectionId is not an id. GET /connections lists all.' })
  connectionId?: string;
}
