import {
  isObject,
  type Json,
  type JsonObject,
  objectsOf,
} from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Intended } from '../differences.js';
import type { Exercise, Exercises } from '../exercise.js';
import { recording } from '../recordings.js';
import { asNew, inOwnWords, type Words } from './own-words.js';
import type { QuickBooksWorld } from './quickbooks-world.js';

type Deed = 'create' | 'read' | 'query' | 'update' | 'delete';
type Pair = readonly [request: string, response: string];

/** The examples that the reference gives of one entity, by their names below the folder of samples. */
export interface EntityExamples {
  readonly entity: string;
  readonly read: readonly string[];
  readonly query: string;
  readonly create?: Pair;
  readonly update?: Pair;
  readonly delete?: Pair;
  /** What the examples' members must be in this company. */
  words?(world: QuickBooksWorld): Promise<Words>;
  /** What happens to an object before it is looked at. */
  lives?(world: QuickBooksWorld, object: JsonObject): Promise<unknown>;
  readonly intended?: Partial<Record<Deed, Intended>>;
}

const at = (name: string): string => `reference-samples/${name}`;
const pathOf = ({ entity }: EntityExamples): string => `/${entity.toLowerCase()}`;

/** Creates what an example shows, so that it must be shown again. */
async function created(world: QuickBooksWorld, examples: EntityExamples, example: Json): Promise<JsonObject> {
  const { entity, words, lives } = examples;
  const object = await world.make(entity, asNew(example, await words?.(world)));
  await lives?.(world, object);
  return object;
}

function sample({ entity, read }: EntityExamples, name = read[0] ?? ''): JsonObject {
  const whole = recording(`quickbooks/${at(name)}`);
  if (!isObject(whole)) return {};
  const object = whole[entity];
  return isObject(object) ? object : whole;
}

/** An object and the token that its next change must carry. */
async function current(world: QuickBooksWorld, examples: EntityExamples): Promise<JsonObject> {
  const { Id = '' } = await created(world, { ...examples, lives: async () => undefined }, sample(examples));
  const { body } = await world.get(`${pathOf(examples)}/${Id}`);
  const object = isObject(body) ? body[examples.entity] : undefined;
  return isObject(object) ? object : {};
}

function reading(examples: EntityExamples, name: string): Exercise<QuickBooksWorld> {
  return {
    like: at(name),
    retold: (recorded) => enveloped(examples, recorded),
    ask: async (world) =>
      world.get(`${pathOf(examples)}/${(await created(world, examples, sample(examples, name))).Id}`),
    intended: examples.intended?.read ?? {},
  };
}

/** One of the examples shows the object bare. */
function enveloped({ entity }: EntityExamples, recorded: Json): Json {
  if (isObject(recorded) && recorded[entity] !== undefined) return recorded;
  return { [entity]: recorded, time: null };
}

/** Asks for rows like those of the example, after they have been created. */
function querying(examples: EntityExamples): Exercise<QuickBooksWorld> {
  const name = examples.query;
  return {
    like: at(name),
    ask: async (world) => {
      const rows = rowsOf(name, examples.entity);
      const ids: string[] = [];
      for (const row of rows) {
        ids.push(`'${(await created(world, examples, row)).Id}'`);
      }
      const activeOrNot = rows.some((row) => row.Active === false) ? ' and Active in (true, false)' : '';
      return world.query(`select * from ${examples.entity} where Id in (${ids.join(', ')})${activeOrNot}`);
    },
    intended: examples.intended?.query ?? {},
  };
}

/** Without those that have been voided and have no lines any more: nobody can create such. */
function rowsOf(name: string, entity: string): JsonObject[] {
  const whole = recording(`quickbooks/${at(name)}`);
  const response = isObject(whole) ? whole.QueryResponse : undefined;
  return isObject(response) ? objectsOf(response[entity]).filter(hasContent) : [];
}

function hasContent({ Line }: JsonObject): boolean {
  return !Array.isArray(Line) || Line.length > 0;
}

/** The usual operations of an entity, each with the examples that judge it. */
export function entityExercises(examples: EntityExamples): Exercises<QuickBooksWorld> {
  const { entity, words } = examples;
  const own = async (world: QuickBooksWorld, sent: Json): Promise<JsonObject> =>
    inOwnWords(sent, await words?.(world));
  return {
    ...Object.fromEntries(
      examples.read.map((name) => [`reads ${entity} like ${name}`, reading(examples, name)]),
    ),
    [`queries ${entity}`]: querying(examples),
    ...writing(`creates ${entity}`, examples, 'create', async (world, sent) =>
      world.post(pathOf(examples), await own(world, sent)),
    ),
    ...writing(`updates ${entity}`, examples, 'update', async (world, sent) => {
      const { Id = '', SyncToken = '' } = await current(world, examples);
      return world.post(pathOf(examples), { ...(await own(world, sent)), Id, SyncToken });
    }),
    ...writing(`deletes ${entity}`, examples, 'delete', async (world, sent) => {
      const { Id = '', SyncToken = '' } = await current(world, examples);
      return world.post(`${pathOf(examples)}?operation=delete`, inOwnWords(sent, { Id, SyncToken }));
    }),
  };
}

function writing(
  title: string,
  examples: EntityExamples,
  deed: 'create' | 'update' | 'delete',
  ask: Exercise<QuickBooksWorld>['ask'],
): Exercises<QuickBooksWorld> {
  const pair = examples[deed];
  if (pair === undefined) return {};
  const [request, response] = pair;
  return {
    [title]: { sends: at(request), like: at(response), ask, intended: examples.intended?.[deed] ?? {} },
  };
}
