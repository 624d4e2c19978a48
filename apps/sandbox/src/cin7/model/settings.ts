/** What of an account's behaviour can be changed from outside. Where sources disagree, both answers are here. */
export interface Settings {
  readonly callsPerMinute: number;
  readonly throttledAnswer: '429' | '503' | '400';
  /** Whether `UpdatedSince` also returns what changed in that very moment. */
  readonly updatedSince: 'after' | 'inclusive';
  /** What `/advanced-purchase` answers for a simple purchase: everything, or a shell without content. */
  readonly simpleThroughAdvanced: 'full' | 'shell';
  readonly credentialsRevoked: boolean;
  readonly taxCalculationMethod: 'Row Total' | 'Total';
  readonly orderNumberPrefix: string;
}

export function defaultSettings(callsPerMinute: number): Settings {
  return {
    callsPerMinute,
    throttledAnswer: '429',
    updatedSince: 'after',
    simpleThroughAdvanced: 'full',
    credentialsRevoked: false,
    taxCalculationMethod: 'Total',
    orderNumberPrefix: 'PO-',
  };
}
