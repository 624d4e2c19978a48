import 'reflect-metadata';
import { startService } from '#libs/platform';
import { webhooksEnvironment } from './webhooks.environment.js';
import { WebhooksModule } from './webhooks.module.js';

await startService({
  name: 'webhooks',
  environment: webhooksEnvironment,
  module: (environment) => WebhooksModule.with(environment),
});
