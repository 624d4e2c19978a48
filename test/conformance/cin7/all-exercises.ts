import type { Exercises } from '../exercise.js';
import { advancedPurchaseExercises } from './advanced-purchase-exercises.js';
import type { Cin7World } from './cin7-world.js';
import { otherExercises } from './other-exercises.js';
import { paymentExercises } from './payment-exercises.js';
import { purchaseExercises } from './purchase-exercises.js';
import { referenceExercises } from './reference-exercises.js';
import { supplierExercises } from './supplier-exercises.js';
import { webhookExercises } from './webhook-exercises.js';

export const cin7Exercises: Exercises<Cin7World> = {
  ...referenceExercises,
  ...supplierExercises,
  ...purchaseExercises,
  ...advancedPurchaseExercises,
  ...paymentExercises,
  ...otherExercises,
  ...webhookExercises,
};
