/** The scripts are plain JavaScript, so that they run before anything is installed; these start the servers here. */
declare module '*/processes.mjs' {
  interface Running {
    readonly child: import('node:child_process').ChildProcess;
    readonly pid: number | undefined;
    readonly lines: string[];
    readonly ended: Promise<{ code: number | null; signal?: NodeJS.Signals | null }>;
    stop(): Promise<void>;
  }
  interface Start {
    name: string;
    stage: 'tool' | 'service' | 'sandbox' | 'redis' | 'postgres';
    command: string;
    args?: string[];
    env?: NodeJS.ProcessEnv;
    ipc?: boolean;
    keep?: number;
    deadlineMs?: number;
  }
  export interface Processes {
    start(what: Start): Running;
    complete(what: Omit<Start, 'stage'>): Promise<void>;
    stopAll(how?: { atOnce?: boolean }): Promise<void>;
  }
  export function createProcesses(options: { dataDir: string }): Processes;
}
declare module '*/redis.mjs' {
  export function startRedis(
    run: object,
    options: { dataDir: string; appendOnly: boolean; password: string },
  ): Promise<{ url: string; pid: number | undefined; stop: () => Promise<void> }>;
}
declare module '*/postgres.mjs' {
  export function startPostgres(
    run: object,
    options: { dataDir: string; fsync: boolean },
  ): Promise<{ ownerUrl: string; servicesUrl: string; stop: () => Promise<void> }>;
}
declare module '*/unprivileged.mjs' {
  export function removeServerFolders(folder: string): void;
}
declare module '*/paths.mjs' {
  export const dataDir: string;
  export function makePrivateFolder(path: string): string;
  export function inRoot(...parts: string[]): string;
}
