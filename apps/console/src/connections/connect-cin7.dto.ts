import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches } from 'class-validator';

const oneWord = (what: string) => ({
  message: `${what} is not one word of up to 200 characters. Copy it from Cin7: Integrations → Cin7 Core API.`,
});

export class ConnectCin7Dto {
  @ApiProperty({ example: 'Harbour Supplies in Cin7' })
  @IsString()
  @Matches(/^\P{Cc}{1,100}$/u, { message: 'name needs 1 to 100 characters on one line.' })
  name: string;

  @ApiProperty({ example: '11111111-1111-4111-8111-111111111111' })
  @Matches(/^\S{1,200}$/, oneWord('accountId'))
  accountId: string;

  @ApiProperty({ description: 'Sealed before it is stored; no answer ever holds it.' })
  @Matches(/^\S{1,200}$/, oneWord('applicationKey'))
  applicationKey: string;
}
