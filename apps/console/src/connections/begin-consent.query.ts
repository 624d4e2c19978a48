import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

export class BeginConsentQuery {
  @ApiPropertyOptional({ description: 'What to call the connection; else it is called as the company.' })
  @IsOptional()
  @Matches(/^\P{Cc}{1,100}$/u, { message: 'name needs 1 to 100 characters on one line.' })
  name?: string;
}
