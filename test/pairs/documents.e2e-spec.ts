import { throughTheLine } from './through-the-line.js';

throughTheLine('suppliers', 'orders', 'invoices', 'credits', 'edits');
