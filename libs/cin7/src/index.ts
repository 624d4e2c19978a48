export { type Failure, RemoteError } from '#libs/http';
export * from './cin7.accounts.js';
export * from './cin7.client.js';
export * from './cin7.module.js';
export * from './listed.js';
export * from './purchase-from-cin7.js';
export * from './reference-lists.js';
export * from './source-unreadable.error.js';
export * from './supplier-from-cin7.js';
