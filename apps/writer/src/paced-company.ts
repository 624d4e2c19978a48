import { type Lane, type LimitedAccount, lanes, type Throttle } from '#libs/queues';
import { QUICKBOOKS_LIMITS } from '#libs/quickbooks';

/** When the company may be called next, for one turn. */
export class PacedCompany {
  private readonly account: LimitedAccount;
  /** The first call of a row is what was asked for; the others belong to it. */
  private isFirst = true;

  constructor(
    private readonly throttle: Throttle,
    connectionId: string,
    private readonly ticket: string,
  ) {
    this.account = { id: connectionId, limits: QUICKBOOKS_LIMITS, share: 1 };
  }

  /** Milliseconds until the next row may be worked on; 0 is now. */
  async admit(lane: number): Promise<number> {
    const waitMs = await this.throttle.admit(this.account, { lane: laneOf(lane), ticket: this.ticket });
    if (waitMs === 0) this.isFirst = true;
    return waitMs;
  }

  readonly beforeCall = async (): Promise<void> => {
    if (!this.isFirst) await this.throttle.charge(this.account, 1);
    this.isFirst = false;
  };
}

function laneOf(lane: number): Lane {
  return lanes[lane] ?? 'live';
}
