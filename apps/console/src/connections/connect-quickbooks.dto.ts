import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches } from 'class-validator';

export class ConnectQuickBooksDto {
  @ApiProperty({ example: 'Harbour Supplies in QuickBooks' })
  @IsString()
  @Matches(/^\P{Cc}{1,100}$/u, { message: 'name needs 1 to 100 characters on one line.' })
  name: string;

  @ApiProperty({ example: '9130350000000001', description: 'The company id of QuickBooks.' })
  @Matches(/^\d{1,25}$/, { message: 'realmId is not a number of up to 25 digits, given as text.' })
  realmId: string;

  @ApiProperty({ description: 'From a consent given elsewhere; sealed before it is stored.' })
  @Matches(/^\S{1,1000}$/, { message: 'refreshToken is not one word of up to 1000 characters.' })
  refreshToken: string;
}
