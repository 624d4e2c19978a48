import { BadRequestException, ParseUUIDPipe } from '@nestjs/common';

/** Ids of ours are UUIDs; anything else cannot name a thing and would fail in the database. */
export const idPipe = new ParseUUIDPipe({
  exceptionFactory: () =>
    new BadRequestException('The id in the address is not a UUID. Take ids from the lists as they are.'),
});
