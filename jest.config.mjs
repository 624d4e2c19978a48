/** `*.spec.ts` needs nothing; `*.db-spec.ts` and `*.e2e-spec.ts` need the servers that `npm test` brings. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.db-spec.ts', '**/*.e2e-spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: { '^.+\\.ts$': '@swc/jest' },
  setupFiles: ['<rootDir>/test/setup.ts'],
  // A bound for what hangs, not a measure of speed: machines that run tests are busy.
  testTimeout: 30_000,
  // Of tests within one file that run at once: as many as there are processors on the smallest machine.
  maxConcurrency: 2,
  globalSetup: '<rootDir>/test/containers.mjs',
  globalTeardown: '<rootDir>/test/stop-containers.mjs',
};
