import 'reflect-metadata';
import { startService } from '#libs/platform';
import { consoleService } from './console.service.js';

await startService(consoleService);
