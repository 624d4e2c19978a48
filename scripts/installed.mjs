/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean, dev?: boolean }} LockedPackage */
/** @typedef {{ packages: Record<string, LockedPackage> }} Lockfile */

/**
 * The packages whose installed state differs from the lockfile. Optional ones may be missing: they belong to
 * other platforms.
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile} installed node_modules/.package-lock.json, which npm writes when it has finished
 * @returns {string[]}
 */
export function outOfStep(wanted, installed) {
  const paths = Object.keys(wanted.packages).filter((path) => path !== '');
  return paths.filter((path) => {
    const want = wanted.packages[path] ?? {};
    const have = installed.packages[path];
    if (have === undefined) return !want.optional && !want.devOptional;
    return have.version !== want.version || have.integrity !== want.integrity;
  });
}
