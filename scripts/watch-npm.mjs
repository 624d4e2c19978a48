import { commandLine, parentOf, startedAt } from './process-identity.mjs';

const everyMs = process.platform === 'linux' ? 200 : 2_000;

/**
 * A signal to npm alone ends npm and perhaps the shell that it has put between us, and never reaches us. So we
 * look whether both are there.
 * @param {() => void} onEnd called once, when npm or its shell has gone
 */
export function watchNpm(onEnd) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const watched = upToNpm().map((pid) => ({ pid, since: startedAt(pid) }));
  const timer = setInterval(() => {
    if (watched.every(({ pid, since }) => startedAt(pid) === since)) return;
    clearInterval(timer);
    onEnd();
  }, everyMs);
  timer.unref();
}

/** Our parent, and its parent if that is npm. What started npm may go: then it runs on, as it was told to. */
function upToNpm() {
  const parent = process.ppid;
  const isNpm = (/** @type {number} */ pid) => /npm|yarn/.test(commandLine(pid).slice(0, 200));
  const grandparent = parentOf(parent);
  if (isNpm(parent)) return [parent];
  return grandparent !== undefined && isNpm(grandparent) ? [parent, grandparent] : [];
}
