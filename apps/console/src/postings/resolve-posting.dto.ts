import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches, MaxLength, ValidateIf } from 'class-validator';

/** The first two end a doubt; the others answer `already-in-quickbooks`. */
const resolutions = ['posted', 'not-posted', 'adopt', 'post-anyway', 'exclude'] as const;
const NAMING: readonly string[] = ['posted', 'adopt', 'post-anyway'];

export class ResolvePostingDto {
  @ApiProperty({ enum: resolutions })
  @IsIn(resolutions, { message: `resolution is none of ${resolutions.join(', ')}.` })
  resolution: (typeof resolutions)[number];

  @ApiPropertyOptional({
    description: 'The document of QuickBooks that it is; with post-anyway, the one that it is not.',
  })
  @ValidateIf(
    ({ resolution, quickBooksId }: ResolvePostingDto) =>
      NAMING.includes(resolution) || quickBooksId !== undefined,
  )
  @Matches(/^\d{1,30}$/, { message: 'quickBooksId is not an id of QuickBooks: digits, as text.' })
  quickBooksId?: string;

  @ApiProperty({ description: 'What makes you sure. It stays in the trail with your name.' })
  @MaxLength(1_000)
  @Matches(/\S/, { message: 'reason is empty: say what makes you sure.' })
  reason: string;
}
