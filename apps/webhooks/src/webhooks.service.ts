import type { ServiceDefinition } from '#libs/platform';
import { webhooksEnvironment } from './webhooks.environment.js';
import { WebhooksModule } from './webhooks.module.js';

export const webhooksService: ServiceDefinition<typeof webhooksEnvironment> = {
  name: 'webhooks',
  environment: webhooksEnvironment,
  module: (environment) => WebhooksModule.with(environment),
  // Signatures are over the bytes as they came.
  readsBodies: true,
};
