import { throughTheLine } from './through-the-line.js';

throughTheLine('allocation', 'money', 'attachments');
