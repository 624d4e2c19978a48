import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Queue } from 'bullmq';
import type { NextFunction, Request, Response } from 'express';
import { AttachQueue, MapQueue, PollQueue, queueOf, WriteQueue } from '#libs/queues';
import { ApiToken } from './sign-in/api-token.js';
import { credentialsIn } from './sign-in/credentials.js';
import { BROWSER_CHALLENGE } from './sign-in/sign-in.guard.js';

const PATH = '/queues';

/** Shows the queues. For looking only: what has to be done again is replayed from Postgres, not from a job. */
export function mountQueueBoard(app: NestExpressApplication): void {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(PATH);
  createBullBoard({
    queues: [PollQueue, MapQueue, WriteQueue, AttachQueue].map(
      (contract) =>
        new BullMQAdapter(app.get<Queue>(queueOf(contract), { strict: false }), { readOnlyMode: true }),
    ),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Billbridge' } },
  });
  app.use(PATH, gate(app.get(ApiToken)), serverAdapter.getRouter());
}

/** The board's routes are not the framework's, so its guard does not see them. */
function gate(apiToken: ApiToken) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const offered = credentialsIn(request.headers.authorization);
    if (offered && apiToken.matches(offered.token)) {
      next();
      return;
    }
    const detail = 'The queues need a sign-in: any name, and the API token (API_TOKEN) as the password.';
    response
      .status(401)
      .setHeader('WWW-Authenticate', BROWSER_CHALLENGE)
      .type('application/problem+json')
      .send({ type: 'about:blank', title: 'Unauthorized', status: 401, detail, instance: PATH });
  };
}
