import type { Settings } from '../model/settings.js';
import { type Answer, json, text } from './answer.js';

/** Cin7 has been seen to refuse the sixty-first call in three ways; the account's settings say which one. */
export function throttledAnswer(settings: Settings, path: string): Answer {
  const limit = `You have reached ${settings.callsPerMinute} calls per 60 seconds API limit.`;
  switch (settings.throttledAnswer === 'observed' ? observedAnswer(path) : settings.throttledAnswer) {
    case '429':
      return { ...text(limit, 429), headers: { 'Retry-After': '60 Seconds' } };
    case '503':
      return text('Service Unavailable', 503);
    case '400':
      return json([{ ErrorCode: 400, Exception: limit }], 400);
  }
}

/** Which manner was seen on which path. */
function observedAnswer(path: string): '429' | '503' | '400' {
  if (/\/(advanced-)?purchase\/?$/i.test(path)) return '400';
  return /list\/?$/i.test(path) ? '503' : '429';
}
