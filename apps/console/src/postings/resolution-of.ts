import { BadRequestException } from '@nestjs/common';
import type { Resolution } from '#libs/persistence';
import type { ResolvePostingDto } from './resolve-posting.dto.js';

export function resolutionOf({ resolution, quickBooksId, reason }: ResolvePostingDto): Resolution {
  switch (resolution) {
    case 'posted':
    case 'adopt':
    case 'post-anyway':
      if (quickBooksId) return { resolution, quickBooksId, reason };
      break;
    case 'not-posted':
    case 'exclude':
      if (!quickBooksId) return { resolution, reason };
  }
  throw new BadRequestException(
    'A resolution is { resolution, quickBooksId, reason } with posted, adopt or post-anyway, and { resolution, reason } with not-posted or exclude.',
  );
}
