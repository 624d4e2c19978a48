import type { ServiceDefinition } from '#libs/platform';
import { configureConsole } from './configure-console.js';
import { consoleEnvironment } from './console.environment.js';
import { ConsoleModule } from './console.module.js';

/** Everything that starting the console takes. */
export const consoleService: ServiceDefinition<typeof consoleEnvironment> = {
  name: 'console',
  environment: consoleEnvironment,
  module: (environment) => ConsoleModule.with(environment),
  configure: configureConsole,
};
