import { ApiProperty } from '@nestjs/swagger';
import type { ConsentCountdown } from '#libs/domain';
import type { ConnectionEntity, ConnectionState, Provider } from '#libs/persistence';
import { BudgetView } from '../calls/calls.view.js';

/** When a person must consent again at Intuit, as far as it is known. */
export class ConsentView {
  @ApiProperty({
    enum: ['idle', 'consent'],
    description: 'What ends first: tokens that nobody renews (100 days), or the consent itself (five years).',
  })
  limit: 'idle' | 'consent';

  @ApiProperty() endsAt: Date;
  @ApiProperty() daysLeft: number;
  @ApiProperty({ enum: [30, 14, 7], nullable: true, type: Number }) warning: 30 | 14 | 7 | null;
}

/** Whose books it opens, as the provider said last. */
export class CompanyView {
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true, description: 'Cin7 does not say.' }) country: string | null;
  @ApiProperty() homeCurrency: string;
}

/** A connection as the API shows it: never with a secret. */
export class ConnectionView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: ['cin7', 'quickbooks'] }) provider: Provider;
  @ApiProperty() name: string;
  @ApiProperty({ description: "Cin7's account id, QuickBooks' realm id." }) account: string;
  @ApiProperty({ type: CompanyView, nullable: true, description: 'Null until it was asked or tested.' })
  company: CompanyView | null;
  @ApiProperty({ enum: ['active', 'expired', 'revoked', 'paused'] }) state: ConnectionState;
  @ApiProperty({ type: String, nullable: true }) stateReason: string | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When a closed account is asked again.' })
  probeAt: Date | null;
  @ApiProperty({ type: Date, nullable: true }) throttledUntil: Date | null;
  @ApiProperty({ description: 'Our part of the calls that the provider allows, 0.05 to 1.' })
  limitShare: number;
  @ApiProperty() createdAt: Date;
  @ApiProperty({ type: ConsentView, nullable: true }) consent: ConsentView | null;
}

export class ChangedConnectionView extends ConnectionView {
  @ApiProperty({ type: BudgetView, nullable: true, description: 'Of a QuickBooks connection.' })
  budget: BudgetView | null;
}

export class NewConnectionView extends ConnectionView {
  @ApiProperty({ description: 'The account was connected before; it has its new credentials now.' })
  renewed: boolean;
}

/** A new connection's consent is not known yet: the first renewal tells. */
export function connectionView(
  connection: ConnectionEntity,
  countdown: ConsentCountdown | null = null,
): ConnectionView {
  const { id, provider, name, account, state, stateReason, probeAt, throttledUntil, limitShare, createdAt } =
    connection;
  const consent = countdown && {
    limit: countdown.limit,
    endsAt: countdown.at,
    daysLeft: countdown.daysLeft,
    warning: countdown.warning,
  };
  const { companyName, country, homeCurrency } = connection;
  const company = companyName && homeCurrency ? { name: companyName, country, homeCurrency } : null;
  const facts = { id, provider, name, account, company };
  return { ...facts, state, stateReason, probeAt, throttledUntil, limitShare, createdAt, consent };
}
