import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Answered, Exercise, Exercises } from '../exercise.js';
import type { QuickBooksWorld } from './quickbooks-world.js';

/** Subscribes, lets a term be made, and gives what then comes, in its own headers. */
async function told(world: QuickBooksWorld, format: 'cloudevents' | 'legacy'): Promise<Answered> {
  const received: Answered[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      const headers = new Headers();
      for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
      received.push({ status: 200, headers, body: JSON.parse(text) });
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/hook`;
  const kind = { automatic: false, duplicateEvery: 0, newestFirst: false, delayMs: 0, format };
  await world.door('POST webhooks', { url, verifierToken: 'a verifier token', ...kind });
  await world.make('Term', { Name: `Told ${format}`, DueDays: 3 });
  await world.door('POST webhooks/deliver');
  await world.door('DELETE webhooks');
  await new Promise((resolve) => server.close(resolve));
  const first = received[0];
  if (first === undefined) throw new Error('Nobody was told of anything.');
  return first;
}

const RICHER = 'what it holds differs from event to event; a reader must not lean on it';

const cloudEvents: Exercise<QuickBooksWorld> = {
  like: [
    'webhooks/cloudevents_intuit_blog',
    'webhooks/cloudevents_dotnet_sdk_test',
    'webhooks/cloudevents_purchaseorder_live',
  ],
  ask: (world) => told(world, 'cloudevents'),
  intended: {
    'missing [].data.alternative_ids': RICHER,
    'extra [].data': RICHER,
    'extra [].datacontenttype': RICHER,
    'kind [].id: guid, not text': 'one live sample has the entity behind the guid',
  },
};

export const webhookExercises: Exercises<QuickBooksWorld> = {
  'tells of changes by CloudEvents': cloudEvents,
  'tells of changes in the older format': {
    like: [
      'webhooks/legacy_intuit_blog',
      'webhooks/legacy_dotnet_sdk_test',
      'fyle-qbo-api/webhook_payload_multi_entity',
      'fyle-qbo-api/webhook_payload_single_entity',
    ],
    ask: (world) => told(world, 'legacy'),
    intended: {
      'kind *.lastUpdated: time in UTC, not time with offset':
        'one integration made up payloads with offsets for its tests',
    },
  },
  'names the headers of a notification': {
    like: 'webhooks/headers_intuit_docs',
    ask: async (world) => {
      const answer = await told(world, 'legacy');
      const ofTheNetwork = ['host', 'connection', 'accept-encoding', 'accept-language', 'sec-fetch-mode'];
      const headers = [...answer.headers].filter(([name]) => !ofTheNetwork.includes(name));
      return { ...answer, body: Object.fromEntries(headers) as Json as JsonObject };
    },
  },
};
