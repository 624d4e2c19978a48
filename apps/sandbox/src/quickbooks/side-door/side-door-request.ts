import type { Answer } from '../answer.js';
import type { JsonObject } from '../json.js';
import type { SentPost } from '../webhooks/courier.js';
import type { World } from '../world.js';

export interface SideDoorRequest {
  readonly world: World;
  readonly method: string;
  /** What follows `/_sandbox` in the address, in segments. */
  readonly segments: readonly string[];
  readonly body: JsonObject;
  /** Brings the world back to its first start. */
  reset(): void;
  deliverWebhooks(): Promise<readonly SentPost[]>;
}

/** The side door was used wrongly; it says how in plain words, unlike the front door. */
export class SideDoorRefusal extends Error {}

export type SideDoorHandler = (request: SideDoorRequest) => Answer | undefined | Promise<Answer | undefined>;
