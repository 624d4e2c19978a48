import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, IsIn, Matches } from 'class-validator';
import { type Weekday, weekdays } from '#libs/domain';
import { IsAfter } from './is-after.js';
import { IsTimeZone } from './is-time-zone.js';

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const END = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Outside them nothing is polled. */
export class BusinessHoursDto {
  @ApiProperty({ enum: weekdays, isArray: true, example: ['mon', 'tue', 'wed', 'thu', 'fri'] })
  @ArrayNotEmpty({ message: `days names no day. Give at least one of ${weekdays.join(', ')}.` })
  @ArrayUnique({ message: 'days names a day twice.' })
  @IsIn(weekdays, { each: true, message: `days are some of ${weekdays.join(', ')}.` })
  days: Weekday[];

  @ApiProperty({ example: '08:00' })
  @Matches(TIME, { message: 'from is not a time of day, as 08:00.' })
  from: string;

  @ApiProperty({ example: '18:00', description: 'Not included; 24:00 is the end of the day.' })
  @IsAfter('from', {
    message: 'to is not after from. Hours end on the day they begin on; give 24:00 for its end.',
  })
  @Matches(END, { message: 'to is not a time of day, as 18:00 or 24:00.' })
  to: string;

  @ApiProperty({ example: 'Australia/Sydney', description: 'By IANA name; summer time is taken care of.' })
  @IsTimeZone()
  timeZone: string;
}
