import 'reflect-metadata';
import { startService } from '#libs/platform';
import { writerEnvironment } from './writer.environment.js';
import { WriterModule } from './writer.module.js';

await startService({
  name: 'writer',
  environment: writerEnvironment,
  module: (env) => WriterModule.with(env),
});
