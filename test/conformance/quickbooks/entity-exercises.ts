import { isObject, type Json, type JsonObject } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Intended } from '../differences.js';
import type { Exercise, Exercises } from '../exercise.js';
import { recording } from '../recordings.js';
import { asNew, inOwnWords } from './own-words.js';
import type { QuickBooksWorld } from './quickbooks-world.js';

type Deed = 'create' | 'read' | 'query' | 'update' | 'remove';

/** The examples that the reference gives of one entity, by their names below the folder of samples. */
export interface EntityExamples {
  readonly entity: string;
  readonly read: readonly string[];
  readonly query: readonly string[];
  readonly create?: readonly [request: string, response: string];
  readonly update?: readonly [request: string, response: string];
  readonly remove?: readonly [request: string, response: string];
  /** The example that is created before it is read, queried, updated or deleted; the first of `read` if left out. */
  readonly pattern?: string;
  /** What the example's members must be in this company. */
  words?(world: QuickBooksWorld): Promise<JsonObject>;
  /** What happens to the object before it is looked at. */
  lives?(world: QuickBooksWorld, object: JsonObject): Promise<unknown>;
  readonly intended?: Partial<Record<Deed, Intended>>;
}

const SAMPLES = 'reference-samples';
const at = (name: string): string => `${SAMPLES}/${name}`;

/** Creates what the sample shows, so that it must be shown again. */
async function existing(world: QuickBooksWorld, examples: EntityExamples): Promise<JsonObject> {
  const { entity, read, pattern = read[0] ?? '', words, lives } = examples;
  const sample = recording(`quickbooks/${at(pattern)}`);
  const shown = isObject(sample) ? (sample[entity] ?? sample) : sample;
  const object = await world.make(entity, asNew(shown, await words?.(world)));
  await lives?.(world, object);
  return object;
}

async function current(world: QuickBooksWorld, examples: EntityExamples): Promise<JsonObject> {
  const { Id = '' } = await existing(world, examples);
  const { body } = await world.get(`/${examples.entity.toLowerCase()}/${Id}`);
  const object = isObject(body) ? body[examples.entity] : undefined;
  return isObject(object) ? object : {};
}

/** The usual operations of an entity, each with the examples that judge it. */
export function entityExercises(examples: EntityExamples): Exercises<QuickBooksWorld> {
  const { entity, intended = {}, words } = examples;
  const path = `/${entity.toLowerCase()}`;
  const reads: Exercise<QuickBooksWorld> = {
    like: examples.read.map(at),
    ask: async (world) => world.get(`${path}/${(await existing(world, examples)).Id}`),
    intended: intended.read ?? {},
  };
  const queries: Exercise<QuickBooksWorld> = {
    like: examples.query.map(at),
    ask: async (world) => {
      const { Id = '' } = await existing(world, examples);
      return world.query(`select * from ${entity} where Id = '${Id}'`);
    },
    intended: intended.query ?? {},
  };
  const creates = (sent: Json, world: QuickBooksWorld) =>
    words === undefined ? inOwnWords(sent) : words(world).then((own) => inOwnWords(sent, own));
  return {
    [`reads ${entity}`]: reads,
    [`queries ${entity}`]: queries,
    ...writing('creates', examples, examples.create, async (world, sent) =>
      world.post(path, await creates(sent, world)),
    ),
    ...writing('updates', examples, examples.update, async (world, sent) => {
      const { Id = '', SyncToken = '' } = await current(world, examples);
      return world.post(path, { ...(await creates(sent, world)), Id, SyncToken });
    }),
    ...writing('deletes', examples, examples.remove, async (world, sent) => {
      const { Id = '', SyncToken = '' } = await current(world, examples);
      return world.post(`${path}?operation=delete`, inOwnWords(sent, { Id, SyncToken }));
    }),
  };
}

const deeds = { creates: 'create', updates: 'update', deletes: 'remove' } as const;

function writing(
  verb: keyof typeof deeds,
  { entity, intended = {} }: EntityExamples,
  pair: readonly [request: string, response: string] | undefined,
  ask: Exercise<QuickBooksWorld>['ask'],
): Exercises<QuickBooksWorld> {
  if (pair === undefined) return {};
  const [request, response] = pair;
  const difference = intended[deeds[verb]] ?? {};
  return { [`${verb} ${entity}`]: { sends: at(request), like: at(response), ask, intended: difference } };
}
