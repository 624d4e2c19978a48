/** A registration: which events go where, and how Cin7 identifies itself there. */
export interface Webhook {
  readonly id: string;
  readonly type: string;
  isActive: boolean;
  readonly url: string;
  readonly authorization: 'noauth' | 'basicauth' | 'bearerauth';
  readonly userName: string;
  readonly password: string;
  readonly bearerToken: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** One event on its way to one registration. */
export interface Delivery {
  readonly id: string;
  readonly webhookId: string;
  readonly type: string;
  readonly body: string;
  state: 'waiting' | 'delivered' | 'given-up';
  /** When the next try is due, by the sandbox's clock. */
  dueMs: number;
  attempts: DeliveryAttempt[];
}

export interface DeliveryAttempt {
  readonly at: string;
  /** `null` where no answer came. */
  readonly status: number | null;
}
