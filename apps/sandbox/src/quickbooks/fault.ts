import type { JsonObject } from './json.js';

export interface FaultEntry {
  readonly code: string;
  readonly message: string;
  readonly detail: string;
  readonly element: string;
}

export type FaultType = 'ValidationFault' | 'SystemFault' | 'AuthorizationFault';

/** A refusal by the accounting service itself, in its capitalised shape. One answer may carry several entries. */
export class Fault extends Error {
  constructor(
    readonly entries: readonly FaultEntry[],
    readonly status = 400,
    readonly type: FaultType = 'ValidationFault',
  ) {
    super(entries.map((entry) => `${entry.code} ${entry.detail}`).join('; '));
  }

  body(): JsonObject {
    return {
      Error: this.entries.map(({ message, detail, code, element }) => ({
        Message: message,
        Detail: detail,
        code,
        element,
      })),
      type: this.type,
    };
  }
}

export function entry(code: string, message: string, detail: string, element = ''): FaultEntry {
  return { code, message, detail, element };
}

export function fault(code: string, message: string, detail: string, element = ''): Fault {
  return new Fault([entry(code, message, detail, element)]);
}

const NOT_FOUND = 'Object Not Found';

export const madeInactive = (): Fault =>
  fault(
    '610',
    NOT_FOUND,
    `${NOT_FOUND} : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.`,
  );

export const deletedByAnother = (): Fault =>
  fault('610', NOT_FOUND, `${NOT_FOUND} : Another user has deleted this transaction.`);

export const unsupportedProperty = (name: string): Fault =>
  fault(
    '2010',
    'Request has invalid or unsupported property',
    `Property Name:${name} specified is unsupported or invalid`,
  );

export const missingParameter = (name: string): FaultEntry =>
  entry(
    '2020',
    'Required param missing, need to supply the required value for the API',
    `Required parameter ${name} is missing in the request`,
    name,
  );

export const invalidId = (value: string): Fault =>
  fault('2030', 'Invalid ID', `Id should be a valid number. Supplied value:${value}`);

/** Intuit writes numbers from a thousand on with a comma. */
export const wrongLength = (element: string, max: number, supplied: number): FaultEntry =>
  entry(
    '2050',
    'String length is either shorter or longer than supported by specification',
    `String length specified does not match the supported length. Min:0 Max:${max.toLocaleString('en-US')} supported. Supplied length:${supplied.toLocaleString('en-US')}`,
    element,
  );

export const invalidEnumeration = (value: string): Fault =>
  fault('2170', 'Invalid Enumeration', `Invalid Enumeration : ${value}`);

export const invalidReference = (setName: string, id: string): Fault =>
  fault('2500', 'Invalid Reference Id', `Invalid Reference Id : ${setName} element id ${id} not found`);

export const stale = (who: string): Fault =>
  fault(
    '5010',
    'Stale Object Error',
    `Stale Object Error : You and ${who} were working on this at the same time. ${who} finished before you did, so your work was not saved.`,
  );

export const business = (sentence: string): Fault =>
  fault(
    '6000',
    'A business validation error has occurred while processing your request',
    `Business Validation Error: ${sentence}`,
  );

/** Linked documents are of one vendor, and both exist. */
export const cannotBeLinked = (id: string): Fault =>
  fault('620', 'Txn ID cannot be linked', `Txn ID cannot be linked : ${id}`);

/** The subscription or a preference of the company leaves it out. */
export const featureNotSupported = (feature: string): Fault =>
  fault(
    '5030',
    'Feature Not Supported',
    `Feature Not Supported : ${feature} is not available in this company.`,
  );

export const oneForeignCurrency = (): Fault =>
  business('You can only use one foreign currency per transaction.');

/** Said of every currency that is named, the home currency too. */
export const multicurrencyOff = (): Fault =>
  business('Multi Currency should be enabled to perform this operation');

/** The first word is spelt as Intuit spells it. */
export const exchangeRateMissing = (): Fault =>
  fault(
    '2410',
    'Curreny, ExchangeRate is missing.',
    'The currency and exchange rate are required for transaction in foreign currency.',
  );

export const duplicateNumber = (docNumber: string, type: string, id: string): Fault =>
  fault(
    '6140',
    'Duplicate Document Number Error',
    `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${docNumber} is assigned to TxnType=${type} with TxnId=${id}`,
  );

export const duplicateName = (holders: string): Fault =>
  fault(
    '6240',
    'Duplicate Name Exists Error',
    `The name supplied already exists. : Another ${holders} is already using this name. Please use a different name.`,
  );

/** The code tells whether the closing date has a password. */
export const booksClosed = (withPassword: boolean): Fault =>
  fault(
    withPassword ? '6210' : '6200',
    'Account Period Closed, Cannot Update Through Services API',
    'The account period has closed and the account books cannot be updated through the QBO Services API.  Please use the QBO website to make these changes.',
  );

export const subscriptionLapsed = (): Fault =>
  new Fault(
    [
      entry(
        '6190',
        'Invalid Company Status',
        "Subscription period has ended or canceled or there was a billing problem : You can't add data to QuickBooks Online Plus because your trial or subscription period ended.",
      ),
    ],
    403,
  );

export const unsupportedOperation = (operation: string): Fault =>
  fault('500', 'Unsupported Operation', `Operation ${operation} is not supported.`);
