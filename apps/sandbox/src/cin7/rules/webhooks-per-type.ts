const WEBHOOKS_PER_TYPE_MAX = 5;

/** Why one more registration of this type is refused; `undefined` when it is not. */
export function webhooksPerTypeGate(webhooks: readonly { type: string }[], type: string): string | undefined {
  const there = webhooks.filter((webhook) => webhook.type === type).length;
  return there < WEBHOOKS_PER_TYPE_MAX
    ? undefined
    : `You can have no more than ${WEBHOOKS_PER_TYPE_MAX} webhooks of type ${type}.`;
}
