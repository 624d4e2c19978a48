import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Numbers of processes are used again; number and start time together are not. A process that has ended and
 * only waits for its parent to notice counts as gone.
 * @param {number} pid
 * @returns {string | undefined} the start time in the system's own notation
 */
export function startedAt(pid) {
  if (process.platform !== 'linux') return askPs(pid, 'lstart');
  const { state, startTime } = procStat(pid);
  return state === 'Z' || state === 'X' ? undefined : startTime;
}

/** @param {number} pid @returns {number | undefined} */
export function parentOf(pid) {
  const parent = process.platform === 'linux' ? procStat(pid).parent : askPs(pid, 'ppid');
  return parent === undefined ? undefined : Number(parent);
}

/** The command line as the process shows it now. @param {number} pid @returns {string} */
export function commandLine(pid) {
  if (process.platform !== 'linux') return askPs(pid, 'command') ?? '';
  return (readProc(pid, 'cmdline') ?? '').replaceAll('\0', ' ').trim();
}

/** The fields follow the name of the program, which may hold spaces and brackets itself. @param {number} pid */
function procStat(pid) {
  const stat = readProc(pid, 'stat') ?? ')';
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0], parent: fields[1], startTime: fields[19] };
}

/** @param {number} pid @param {string} file */
function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {number} pid @param {string} field */
function askPs(pid, field) {
  try {
    return (
      execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}
