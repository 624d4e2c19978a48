import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, Max, Min, ValidateIf } from 'class-validator';

const between = {
  message: 'limitShare is not a number from 0.05 to 1: our part of the calls that are allowed.',
};

export class ChangeConnectionDto {
  @ApiPropertyOptional({
    description:
      'Our part of the calls that the provider allows the account, 0.05 to 1; the rest is left to other programs.',
    example: 0.5,
  })
  @ValidateIf((_, given) => given !== undefined)
  @IsNumber({ maxDecimalPlaces: 4 }, between)
  @Min(0.05, between)
  @Max(1, between)
  limitShare?: number;
}
