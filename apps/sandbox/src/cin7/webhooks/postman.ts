import type { VirtualClock } from '../../platform/virtual-clock.js';
import { nextId } from '../model/identifiers.js';
import type { Tenant } from '../model/tenant.js';
import type { Delivery, Webhook } from '../model/webhook.js';
import { waitBeforeTry } from './retry-schedule.js';
import { sendWebhook } from './send-webhook.js';

const DELIVERIES_KEPT_MAX = 1_000;

/** A timer cannot wait longer than this many milliseconds. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** Brings events to whoever is registered for them, by the sandbox's clock. */
export class Postman {
  private timer: NodeJS.Timeout | undefined;
  private readonly underWay = new Map<Delivery, Promise<void>>();
  private isClosed = false;

  constructor(
    private readonly world: {
      readonly tenants: ReadonlyMap<string, Tenant>;
      readonly clock: VirtualClock;
      changed(): void;
    },
  ) {}

  /** An inactive registration hears nothing of what happens meanwhile, and never will. */
  notify(tenant: Tenant, type: string, payload: () => object): void {
    const listening = tenant.webhooks.filter((webhook) => webhook.isActive && webhook.type === type);
    if (listening.length === 0) return;
    const body = JSON.stringify(payload());
    const wait = waitBeforeTry(0, tenant.settings.webhookTimeScale) ?? 0;
    const dueMs = this.world.clock.now().getTime() + wait;
    const added = listening.map(
      (webhook): Delivery => ({
        id: nextId(tenant),
        webhookId: webhook.id,
        type,
        body,
        state: 'waiting',
        dueMs,
        attempts: [],
      }),
    );
    tenant.deliveries = [...tenant.deliveries, ...added].slice(-DELIVERIES_KEPT_MAX);
    this.wake();
  }

  /** Sends what is due and sets the alarm for the next. To be called whenever the clock was moved. */
  wake(): void {
    clearTimeout(this.timer);
    if (this.isClosed) return;
    const now = this.world.clock.now().getTime();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const tenant of this.world.tenants.values())
      for (const delivery of tenant.deliveries) {
        if (delivery.state !== 'waiting' || this.underWay.has(delivery)) continue;
        if (delivery.dueMs <= now) this.start(tenant, delivery);
        else nextMs = Math.min(nextMs, delivery.dueMs);
      }
    if (nextMs === Number.POSITIVE_INFINITY) return;
    this.timer = setTimeout(() => this.wake(), Math.min(nextMs - now, TIMER_MS_MAX));
    this.timer.unref();
  }

  /** Resolves when nothing is under way, so that whoever moved the clock sees what came of it. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay.values());
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.settled();
  }

  private start(tenant: Tenant, delivery: Delivery): void {
    const attempt = this.attempt(tenant, delivery).finally(() => {
      this.underWay.delete(delivery);
      this.world.changed();
      this.wake();
    });
    this.underWay.set(delivery, attempt);
  }

  private async attempt(tenant: Tenant, delivery: Delivery): Promise<void> {
    const webhook = tenant.webhooks.find(({ id }) => id === delivery.webhookId);
    if (webhook?.isActive !== true) {
      delivery.state = 'given-up';
      return;
    }
    const status = await sendWebhook(webhook, delivery.body);
    const now = this.world.clock.now();
    delivery.attempts = [...delivery.attempts, { at: now.toISOString(), status }];
    if (status !== null && status >= 200 && status < 300) {
      delivery.state = 'delivered';
      return;
    }
    const wait = waitBeforeTry(delivery.attempts.length, tenant.settings.webhookTimeScale);
    if (wait === undefined) deactivate(tenant, webhook);
    else delivery.dueMs = now.getTime() + wait;
  }
}

/** After the last try the registration is switched off, and what waits for it is lost. */
function deactivate(tenant: Tenant, { id }: Webhook): void {
  tenant.webhooks = tenant.webhooks.map((each) => (each.id === id ? { ...each, isActive: false } : each));
  for (const delivery of tenant.deliveries)
    if (delivery.webhookId === id && delivery.state === 'waiting') delivery.state = 'given-up';
}
