import 'reflect-metadata';
import { startService } from '#libs/platform';
import { webhooksService } from './webhooks.service.js';

await startService(webhooksService);
