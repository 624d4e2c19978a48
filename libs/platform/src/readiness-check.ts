/** One thing without which the service cannot work. Rejecting means: send no traffic here. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<void>;
}

/** The injection token of all the service's checks. */
export const READINESS_CHECKS = Symbol('READINESS_CHECKS');
