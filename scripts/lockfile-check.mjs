/** @typedef {{ version?: string, resolved?: string, integrity?: string, link?: boolean, inBundle?: boolean, optionalDependencies?: Record<string, string> }} Locked */
/** @typedef {{ packages: Record<string, Locked> }} Lockfile */

/**
 * What is wrong with package-lock.json: a package for another platform that is missing (the lockfile then fails
 * `npm ci` there), a package without a checksum, a package from elsewhere.
 * @param {Lockfile} lockfile
 * @returns {string[]}
 */
export function lockfileProblems({ packages }) {
  const entries = Object.entries(packages);
  const foreign = entries.filter(([path, entry]) => path !== '' && !entry.link && !entry.inBundle);
  return [
    ...entries.flatMap(([path, entry]) => missingOptional(packages, path, entry)),
    ...foreign.filter(([, entry]) => !entry.integrity).map(([path]) => `${path} has no integrity.`),
    ...strangeSources(foreign),
  ];
}

/** @param {Lockfile['packages']} packages @param {string} path @param {Locked} entry */
function missingOptional(packages, path, entry) {
  const names = Object.keys(entry.optionalDependencies ?? {});
  const missing = names.filter(
    (name) => !foldersAbove(path).some((folder) => `${folder}node_modules/${name}` in packages),
  );
  return missing.map(
    (name) => `${path || 'package.json'} names the optional package ${name}, which is not locked.`,
  );
}

/** Where Node looks for what a package imports: below itself, below its parents, at the top. @param {string} path */
function foldersAbove(path) {
  const parts =
    path === '' ? [] : path.split(/(?<=\/)(?=node_modules\/)/).map((part) => part.replace(/\/$/, ''));
  return parts.map((_part, index) => `${parts.slice(0, index + 1).join('/')}/`).concat('');
}

/** @param {[string, Locked][]} entries */
function strangeSources(entries) {
  const sources = new Map();
  for (const [path, { resolved }] of entries) {
    if (resolved !== undefined) sources.set(new URL(resolved).origin, path);
  }
  const insecure = [...sources].filter(([origin]) => !origin.startsWith('https://'));
  const problems = insecure.map(([origin, path]) => `${path} comes from ${origin}, which is not https.`);
  if (sources.size > 1)
    problems.push(`Packages come from several places: ${[...sources.keys()].join(', ')}.`);
  return problems;
}
