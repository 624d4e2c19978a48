export * from './builders.js';
export * from './provider-server.js';
export * from './stored.js';
export * from './test-database.js';
export * from './test-redis.js';
export * from './wrong-clock.js';
