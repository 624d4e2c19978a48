import { SetMetadata } from '@nestjs/common';

/** Under this key a guard that denies by default finds the routes that need no sign-in. */
export const PUBLIC_ROUTE = 'billbridge:public-route';

/** Opens a controller or a route to callers without credentials. */
export function PublicRoute(): ClassDecorator & MethodDecorator {
  return SetMetadata(PUBLIC_ROUTE, true);
}
