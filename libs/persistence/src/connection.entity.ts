import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Provider = 'cin7' | 'quickbooks';
export type ConnectionState = 'active' | 'expired' | 'revoked' | 'paused';

@Entity('connection')
export class ConnectionEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') provider: Provider;
  @Column('text') name: string;
  /** Cin7's account id, QuickBooks' realm id. */
  @Column('text') account: string;
  /** What the provider said of the company when it was asked last; null before. */
  @Column('text', { name: 'company_name', nullable: true }) companyName: string | null;
  /** Cin7 does not say. */
  @Column('text', { nullable: true }) country: string | null;
  @Column('text', { name: 'home_currency', nullable: true }) homeCurrency: string | null;
  @Column('text') state: ConnectionState;
  @Column('text', { name: 'state_reason', nullable: true }) stateReason: string | null;
  @Column('text', { name: 'wrapped_key', select: false }) wrappedKey: string;
  @Column('timestamptz', { name: 'throttled_until', nullable: true }) throttledUntil: Date | null;
  /** Our part of the calls that the provider allows the account, 0.05 to 1. */
  @Column('numeric', { name: 'limit_share', transformer: { from: Number, to: (share: number) => share } })
  limitShare: number;
  /** When the provider is asked whether it lets us in again; null where a person decides. */
  @Column('timestamptz', { name: 'probe_at', nullable: true }) probeAt: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}
