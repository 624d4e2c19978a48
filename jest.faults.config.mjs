import usual from './jest.config.mjs';

/** What breaks servers and processes for longer than a change should wait: `*.faults-spec.ts`. Those that break servers bring their own. */
export default { ...usual, testMatch: ['**/*.faults-spec.ts'] };
