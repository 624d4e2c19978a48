import 'reflect-metadata';
import { startService } from '#libs/platform';
import { mapperEnvironment } from './mapper.environment.js';
import { MapperModule } from './mapper.module.js';

await startService({
  name: 'mapper',
  environment: mapperEnvironment,
  module: (env) => MapperModule.with(env),
});
