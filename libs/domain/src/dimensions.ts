import { type ListedObject, type MappingContext, type RuleKind, ruleTarget } from './mapping-context.js';
import type { DimensionPolicy, DimensionSource } from './pipeline-policies.js';
import { type Problem, type ProblemCode, problem } from './problem.js';
import type { Purchase } from './purchase.js';

/** The department, class and customer of a document, or why one of them cannot be had. */
export interface Dimensions {
  readonly departmentId: string | null;
  readonly classId: string | null;
  readonly customerId: string | null;
  readonly problems: readonly Problem[];
}

interface Found {
  readonly id: string | null;
  readonly problems: readonly Problem[];
}

const NONE: Found = { id: null, problems: [] };

/** Cin7 knows no departments and classes: they follow from warehouse, supplier or an attribute, as the policy says. */
export function dimensionsOf(purchase: Purchase, context: MappingContext): Dimensions {
  const department = dimension(
    'location',
    context.policies.department,
    context.departments,
    purchase,
    context,
  );
  const klass = dimension('class', context.policies.class, context.classes, purchase, context);
  const customer = customerOf(purchase, context);
  return {
    departmentId: department.id,
    classId: klass.id,
    customerId: customer.id,
    problems: [...department.problems, ...klass.problems, ...customer.problems],
  };
}

/** The words of a purchase that rules for departments and classes may name. */
export function dimensionSourcesOf(purchase: Purchase): readonly (string | null)[] {
  const { location, supplierId, supplierName, attributes, dropShipTo } = purchase;
  return [location, supplierId, supplierName, dropShipTo, ...attributes.values()];
}

function dimension(
  kind: Extract<RuleKind, 'location' | 'class'>,
  policy: DimensionPolicy,
  known: ReadonlyMap<string, ListedObject>,
  purchase: Purchase,
  context: MappingContext,
): Found {
  if (policy.from === 'fixed') return usable(kind, policy.id ?? '', 'the policy', known, context);
  const sources = sourcesOf(policy, purchase);
  const [source] = sources;
  if (source === undefined) return NONE;
  const target = ruleTarget(context, kind, ...sources);
  if (target !== null) return usable(kind, target, source, known, context);
  if (context.policies.unmappedDimension === 'leave-out') return NONE;
  return held(
    `${WORD[kind]}-unmapped`,
    source,
    `${source} has no rule for a ${WORD[kind]} of QuickBooks. Add a mapping rule of kind ${kind}, or let the pipeline leave it out.`,
  );
}

const WORD = { location: 'department', class: 'class' } as const;
const SWITCH = { location: 'track locations', class: 'track classes, one to each row' } as const;

function sourcesOf(policy: DimensionPolicy, purchase: Purchase): readonly string[] {
  const sources: Readonly<Record<DimensionSource, readonly (string | null)[]>> = {
    none: [],
    fixed: [],
    location: [purchase.location],
    supplier: [purchase.supplierId, purchase.supplierName],
    attribute: [purchase.attributes.get(policy.attribute ?? 0) ?? null],
  };
  return sources[policy.from].filter((source) => source !== null);
}

function usable(
  kind: 'location' | 'class',
  id: string,
  source: string,
  known: ReadonlyMap<string, ListedObject>,
  { tracking }: MappingContext,
): Found {
  const word = WORD[kind];
  const isTracked = kind === 'location' ? tracking.departments : tracking.classes;
  if (!isTracked) return switchedOff(word, SWITCH[kind], `the policy ${word}`);
  const object = known.get(id);
  if (object?.active) return { id, problems: [] };
  const state = object ? `${object.name}, which is inactive` : `${id}, which QuickBooks does not have`;
  return held('dimension-not-usable', source, `${source} names the ${word} ${state}. Choose another one.`);
}

function customerOf({ dropShipTo }: Purchase, context: MappingContext): Found {
  if (context.policies.dropShip === 'off' || dropShipTo === null) return NONE;
  const target = ruleTarget(context, 'customer', dropShipTo);
  if (target === null)
    return held(
      'customer-unmapped',
      dropShipTo,
      `The goods are shipped to ${dropShipTo}, for whom no customer of QuickBooks is mapped. Add a mapping rule of kind customer, or switch the policy dropShip off.`,
    );
  if (!context.tracking.billableExpenses)
    return switchedOff('customer', 'track expenses and items by customer', 'the policy dropShip');
  const customer = context.customers.get(target);
  if (customer?.active) return { id: target, problems: [] };
  const state = customer ? `${customer.name}, who is inactive` : `${target}, whom QuickBooks does not have`;
  return held(
    'customer-not-usable',
    dropShipTo,
    `The goods are shipped to ${dropShipTo}, for whom customer ${state} is mapped. Map another customer, or switch the policy dropShip off.`,
  );
}

/** The subject is the switch: settled once, all documents that wait for it are free. */
function switchedOff(word: string, setting: string, policy: string): Found {
  return held(
    'tracking-switched-off',
    word,
    `The document should name a ${word}, but QuickBooks has that switched off. Switch on there: ${setting}; or change ${policy} of the pipeline.`,
  );
}

function held(code: ProblemCode, subject: string, message: string): Found {
  return { id: null, problems: [problem(code, subject, message)] };
}
