export * from './stored.js';
export * from './test-database.js';
