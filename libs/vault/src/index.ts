export { Secret } from './secret.js';
export { type Place, Vault, type WrappedKey } from './vault.js';
export { VaultError } from './vault-error.js';
