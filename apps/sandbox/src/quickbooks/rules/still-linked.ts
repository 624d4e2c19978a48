import { business } from '../fault.js';

/** The linked documents must be parted first. */
export const stillLinked = (): Error =>
  business('This transaction is linked to others. Remove the links before you change or delete it.');
