/**
 * How often each fault struck, and how long the services took to be ready again.
 * @param {readonly import('./misfortunes.mjs').Struck[]} struck
 */
export function faultsTable(struck) {
  const kinds = [...new Set(struck.map(({ kind }) => kind))].sort();
  return kinds.map((kind) => {
    const ofKind = struck.filter((each) => each.kind === kind);
    const times = ofKind.flatMap(({ recoveryMs }) => recoveryMs ?? []).sort((left, right) => left - right);
    const seconds = (/** @type {number | undefined} */ ms) =>
      ms === undefined ? '' : (ms / 1000).toFixed(1);
    return {
      fault: kind,
      times: ofKind.length,
      'ready again after, median s': seconds(times[Math.floor((times.length - 1) / 2)]),
      'longest s': seconds(times.at(-1)),
    };
  });
}
