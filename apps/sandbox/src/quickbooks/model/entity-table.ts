import { attachments } from './attachable.js';
import { company } from './company.js';
import type { EntityDescription } from './description.js';
import { lists } from './lists.js';
import type { EntityName } from './member.js';
import { names } from './names.js';
import { transactions } from './transactions.js';

/** The one table that the whole emulator reads. */
export const entityTable: readonly EntityDescription[] = [
  ...names,
  ...transactions,
  ...lists,
  ...attachments,
  ...company,
];

const byName = new Map<string, EntityDescription>(entityTable.map((entity) => [entity.name, entity]));
const byPath = new Map<string, EntityDescription>(entityTable.map((entity) => [entity.path, entity]));

export function describe(name: EntityName): EntityDescription {
  const entity = byName.get(name);
  if (entity === undefined) throw new Error(`The entity table lacks ${name}.`);
  return entity;
}

/** By the lower-case segment of an address; also finds an entity by a name in any casing. */
export function entityAt(path: string): EntityDescription | undefined {
  return byPath.get(path.toLowerCase());
}
