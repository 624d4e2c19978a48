import { ValidationPipe } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { mountApiDocs } from './api-docs.js';
import type { ConsoleEnvironment } from './console.environment.js';
import { mountQueueBoard } from './queue-board.js';
import { refuseNul } from './refuse-nul.js';

/** What is done to the application before it starts: headers, checks of what comes in, pages that are not ours. */
export function configureConsole(app: NestExpressApplication, { PUBLIC_URL }: ConsoleEnvironment): void {
  app.use(securityHeaders(PUBLIC_URL.startsWith('https:')));
  app.use('/api/v1', keepNothing, refuseNul);
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
  mountQueueBoard(app);
  mountApiDocs(app);
}

/** Nothing is loaded from elsewhere. Both boards style themselves in line; scripts are files only. */
function securityHeaders(isHttps: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
      },
    },
    // A demo on plain http must not teach the browser that this host wants https.
    strictTransportSecurity: isHttps,
  });
}

/** Answers hold the books of a company: no cache on the way keeps them. */
function keepNothing(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
