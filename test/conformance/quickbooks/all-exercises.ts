import type { Exercises } from '../exercise.js';
import { attachableExercises, collectiveExercises } from './collective-exercises.js';
import { companyExercises } from './company-exercises.js';
import { identityExercises } from './identity-exercises.js';
import { integrationExercises } from './integration-exercises.js';
import { listExercises } from './list-exercises.js';
import type { QuickBooksWorld } from './quickbooks-world.js';
import { transactionExercises } from './transaction-exercises.js';
import { webhookExercises } from './webhook-exercises.js';

export const quickBooksExercises: Exercises<QuickBooksWorld> = {
  ...transactionExercises,
  ...listExercises,
  ...companyExercises,
  ...collectiveExercises,
  ...attachableExercises,
  ...identityExercises,
  ...integrationExercises,
  ...webhookExercises,
};
