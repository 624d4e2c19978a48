import 'reflect-metadata';
import { startService } from '#libs/platform';
import { pollerEnvironment } from './poller.environment.js';
import { PollerModule } from './poller.module.js';

await startService({
  name: 'poller',
  environment: pollerEnvironment,
  module: (env) => PollerModule.with(env),
});
