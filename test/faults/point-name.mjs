const FRAMES_MAX = 60;
/** How many of our functions tell one place from another; more would only tell the ways there. */
const CALLERS_MAX = 3;
/** Functions that pass on what they are given, under whatever name they are called. */
const PASSING_ON = new Set(['rowOf', 'rowsOf', 'idsOf', 'audit', 'send', 'async']);
/** How much of a statement is enough to know it by. */
const WORDS_MAX = 90;

/**
 * Names an await point so that it has the same name in every run: the functions of ours that wait for it, and what it
 * sends without the values.
 * @param {string} text an SQL statement, or a method and a path
 */
export function pointName(text) {
  return [...callers(), normalised(text)].join(' › ');
}

/** Our own functions on the way here, also those that wait for a promise; the outermost first. @returns {string[]} */
function callers() {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES_MAX;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = limit;
  const frames = stack.split('\n').flatMap((frame) => {
    const [, name] = /at (?:async )?(?:new )?(\S+) .*\/dist\/(?:apps|libs)\//.exec(frame) ?? [];
    return name === undefined || name.startsWith('file:') || PASSING_ON.has(name) ? [] : [name];
  });
  return frames.slice(0, CALLERS_MAX).reverse();
}

/** @param {string} text */
export function normalised(text) {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, ':id')
    .replace(/(requestid=|changedSince=|UpdatedSince=|query=[^&]*?(?:where|order|start))[^&]*/gi, '$1…')
    .replace(/\/\d+/g, '/:id')
    .replace(/(FileName=)[^&]*/g, '$1:name')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, WORDS_MAX);
}
