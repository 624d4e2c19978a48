import { page } from '../page.js';
import type { NewConnectionView } from './connection.view.js';

/** What the person sees who has given the consent. */
export function connectedPage({ name, account, renewed }: NewConnectionView): string {
  return page(
    'Connected',
    `${name} (company ${account}) is ${renewed ? 'connected anew' : 'connected'}. You can close this window.`,
  );
}
