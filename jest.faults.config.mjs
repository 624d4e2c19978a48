import usual from './jest.config.mjs';

/** What breaks servers and processes for longer than a change should wait: `*.faults-spec.ts`. They bring their own servers. */
export default { ...usual, testMatch: ['**/*.faults-spec.ts'] };
