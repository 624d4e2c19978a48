import type { JsonObject } from '../json.js';
import type { EntityDescription } from '../model/description.js';
import type { Realm } from '../realm/realm.js';

type Projection = (shown: JsonObject) => JsonObject;

const whole: Projection = (shown) => shown;

/** Sources differ whether the members that a statement names are heeded; a company can be told to heed them. */
export function projectionOf(
  { shape }: EntityDescription,
  columns: readonly string[],
  realm: Realm,
): Projection {
  if (columns.length === 0 || !realm.settings.projectionsHonoured) return whole;
  const wanted = new Set(columns.map((column) => column.split('.')[0]?.toLowerCase()));
  const members = ['Id', ...Object.keys(shape), 'SyncToken', 'MetaData'].filter(
    (member) => member === 'Id' || wanted.has(member.toLowerCase()),
  );
  return (shown) => ({
    ...Object.fromEntries(
      members.flatMap((member) => (shown[member] === undefined ? [] : [[member, shown[member]]])),
    ),
    sparse: true,
  });
}
