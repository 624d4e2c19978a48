import { SetMetadata } from '@nestjs/common';

/** Under this key the guard finds the routes that a browser opens by itself. */
export const BROWSER_ROUTE = 'billbridge:browser-route';

/**
 * Also takes the API token as the password of a browser's own dialogue. For routes that only read or that lead
 * elsewhere: a browser adds that password by itself, whoever made it send the request.
 */
export function BrowserRoute(): MethodDecorator {
  return SetMetadata(BROWSER_ROUTE, true);
}
