import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

export const suggestedKinds = ['account', 'tax', 'location', 'class', 'term', 'item'] as const;
export type SuggestedKind = (typeof suggestedKinds)[number];

export class ListSuggestionsQuery {
  @ApiPropertyOptional({
    enum: suggestedKinds,
    description: 'By default all but item, for which the whole list of products is read.',
  })
  @IsOptional()
  @IsIn(suggestedKinds, { message: `kind is none of ${suggestedKinds.join(', ')}.` })
  kind?: SuggestedKind;
}
