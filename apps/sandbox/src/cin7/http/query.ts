/** What a fault does to a list while somebody pages through it. */
export interface Disturbance {
  /** So many rows came in before this page, or went away when it is negative. */
  readonly rowsMoved: number;
  /** How old the state is that is served. */
  readonly staleMs: number;
}

const undisturbed: Disturbance = { rowsMoved: 0, staleMs: 0 };

/** Query parameters by lower-case name: Cin7 does not mind how a name is written. Unknown ones are simply not asked for. */
export class Query {
  private readonly values = new Map<string, string>();

  constructor(
    parameters: URLSearchParams,
    readonly disturbance: Disturbance = undisturbed,
  ) {
    for (const [name, value] of parameters) this.values.set(name.toLowerCase(), value);
  }

  /** The value, or `undefined` when it is left out or empty; Cin7 makes no difference between the two. */
  text(name: string): string | undefined {
    const value = this.values.get(name.toLowerCase())?.trim();
    return value === '' ? undefined : value;
  }

  whole(name: string): number | undefined {
    const value = this.text(name);
    return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : undefined;
  }

  isTrue(name: string): boolean {
    return /^(true|1)$/i.test(this.text(name) ?? '');
  }

  flag(name: string): boolean | undefined {
    return this.text(name) === undefined ? undefined : this.isTrue(name);
  }

  /** A date or a moment in milliseconds; one without a zone is UTC. What is no date is not a filter. */
  moment(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const zoned = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(value) || !value.includes('T') ? value : `${value}Z`;
    const ms = Date.parse(zoned.replace(/(\.\d{3})\d+/, '$1'));
    return Number.isNaN(ms) ? undefined : ms;
  }
}
