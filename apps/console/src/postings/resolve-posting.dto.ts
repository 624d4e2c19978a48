import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches, MaxLength, ValidateIf } from 'class-validator';

const resolutions = ['posted', 'not-posted'] as const;

export class ResolvePostingDto {
  @ApiProperty({ enum: resolutions })
  @IsIn(resolutions, { message: 'resolution is neither posted nor not-posted.' })
  resolution: (typeof resolutions)[number];

  @ApiPropertyOptional({ description: 'The document that it is, where it was posted.' })
  @ValidateIf(
    ({ resolution, quickBooksId }: ResolvePostingDto) =>
      resolution === 'posted' || quickBooksId !== undefined,
  )
  @Matches(/^\d{1,30}$/, { message: 'quickBooksId is not an id of QuickBooks: digits, as text.' })
  quickBooksId?: string;

  @ApiProperty({ description: 'What makes you sure. It stays in the trail with your name.' })
  @MaxLength(1_000)
  @Matches(/\S/, { message: 'reason is empty: say what makes you sure.' })
  reason: string;
}
