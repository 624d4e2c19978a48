/** What a service wants of its process; narrow, so that a test can stand in for it. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  on(event: 'SIGTERM' | 'SIGINT' | 'disconnect', listener: () => void): void;
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (reason: unknown) => void): void;
  exit(code: number): never;
  writeError(text: string): void;
  /** Tells the parent where we listen, if one started us with a channel. */
  tellParent(message: { readonly service: string; readonly port: number }): void;
  /** Asks ourselves to stop, as the system would. */
  terminate(): void;
}

/** The process that we are in. */
export function thisProcess(): Surroundings {
  return {
    env: process.env,
    on: (event: string, listener: (reason: unknown) => void) => void process.on(event, listener),
    exit: (code) => process.exit(code),
    writeError: (text) => void process.stderr.write(text),
    tellParent: (message) => void process.send?.(message),
    terminate: () => void process.kill(process.pid, 'SIGTERM'),
  };
}
