import { ApiProperty } from '@nestjs/swagger';
import type { ConnectionEntity, ConnectionState, Provider } from '#libs/persistence';

/** A connection as the API shows it: never with a secret. */
export class ConnectionView {
  @ApiProperty() id: string;
  @ApiProperty({ enum: ['cin7', 'quickbooks'] }) provider: Provider;
  @ApiProperty() name: string;
  @ApiProperty({ description: "Cin7's account id, QuickBooks' realm id." }) account: string;
  @ApiProperty({ enum: ['active', 'expired', 'revoked', 'paused'] }) state: ConnectionState;
  @ApiProperty({ type: String, nullable: true }) stateReason: string | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When a closed account is asked again.' })
  probeAt: Date | null;
  @ApiProperty({ type: Date, nullable: true }) throttledUntil: Date | null;
  @ApiProperty() createdAt: Date;
}

export class NewConnectionView extends ConnectionView {
  @ApiProperty({ description: 'The account was connected before; it has its new credentials now.' })
  renewed: boolean;
}

export function connectionView(connection: ConnectionEntity): ConnectionView {
  const { id, provider, name, account, state, stateReason, probeAt, throttledUntil, createdAt } = connection;
  return { id, provider, name, account, state, stateReason, probeAt, throttledUntil, createdAt };
}
