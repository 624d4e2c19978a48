const begunAt = performance.now();

/** One line of progress with the seconds since the command was given. @param {string} text */
export function say(text) {
  console.log(`[${secondsSince(begunAt).padStart(6)} s] ${text}`);
}

/** Seconds with one decimal, as text. @param {number} moment a reading of `performance.now()` */
export function secondsSince(moment) {
  return ((performance.now() - moment) / 1000).toFixed(1);
}
