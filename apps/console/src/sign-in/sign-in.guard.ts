import { type CanActivate, type ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { PUBLIC_ROUTE } from '#libs/platform';
import type { SignedInRequest } from './actor.js';
import { ApiToken } from './api-token.js';
import { BROWSER_ROUTE } from './browser-route.js';
import { credentialsIn } from './credentials.js';

const REFUSAL =
  'This needs a sign-in. Send the header Authorization: Bearer followed by the API token of this installation (API_TOKEN).';

/** Denies whatever is not declared open: a route that nobody has thought about needs the token. */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly apiToken: ApiToken,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.isDeclared(PUBLIC_ROUTE, context)) return true;
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const opensInBrowser = this.isDeclared(BROWSER_ROUTE, context);
    const offered = credentialsIn(request.headers.authorization);
    const isAccepted = offered?.scheme === 'bearer' || opensInBrowser;
    if (offered && isAccepted && this.apiToken.matches(offered.token)) {
      request.actor = 'api-token';
      return true;
    }
    context
      .switchToHttp()
      .getResponse<Response>()
      .setHeader('WWW-Authenticate', opensInBrowser ? BROWSER_CHALLENGE : 'Bearer realm="billbridge"');
    throw new UnauthorizedException(REFUSAL);
  }

  private isDeclared(key: string, context: ExecutionContext): boolean {
    return (
      this.reflector.getAllAndOverride<boolean>(key, [context.getHandler(), context.getClass()]) === true
    );
  }
}

/** A browser shows its dialogue for this one. */
export const BROWSER_CHALLENGE = 'Basic realm="billbridge", charset="UTF-8"';
