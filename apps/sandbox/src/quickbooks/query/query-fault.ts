import { type Fault, fault } from '../fault.js';

/** The statement cannot be read. */
export const unparsable = (detail: string): Fault =>
  fault('4000', 'Error parsing query', `QueryParserError: ${detail}`);

/** The statement can be read but not answered. */
export const invalidQuery = (detail: string): Fault =>
  fault('4001', 'Invalid query', `QueryValidationError: ${detail}`);
