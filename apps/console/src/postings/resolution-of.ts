import { BadRequestException } from '@nestjs/common';
import type { Resolution } from '#libs/persistence';
import type { ResolvePostingDto } from './resolve-posting.dto.js';

export function resolutionOf({ resolution, quickBooksId, reason }: ResolvePostingDto): Resolution {
  if (resolution === 'posted' && quickBooksId) return { resolution, quickBooksId, reason };
  if (resolution === 'not-posted' && !quickBooksId) return { resolution, reason };
  throw new BadRequestException(
    "A resolution is { resolution: 'posted', quickBooksId, reason } or { resolution: 'not-posted', reason }.",
  );
}
