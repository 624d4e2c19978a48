import { describe, expect, it } from '@jest/globals';
import { RemoteError } from '#libs/http';
import { refusalProblem } from './refusal-problem.js';

describe('a refusal as a problem', () => {
  it.each([
    ['6240', 'vendor-name-taken', 'INV-1'],
    ['6140', 'number-taken', 'INV-1'],
    ['6200', 'books-closed', 'INV-1'],
    ['6210', 'books-closed', 'INV-1'],
    ['2500', 'refused-by-quickbooks', 'code 2500'],
    [null, 'refused-by-quickbooks', 'INV-1'],
  ])('of code %s is %s', (code, problemCode, subject) => {
    const error = new RemoteError('rejected', 'QuickBooks refused the request', {
      code,
      detail: 'what it said',
    });
    const found = refusalProblem(error, 'INV-1');
    expect(found).toMatchObject({ code: problemCode, subject });
    expect(found.message).toContain('what it said');
  });

  it('says what there is where QuickBooks gives no detail', () => {
    expect(refusalProblem(new RemoteError('rejected', 'no reason'), 'INV-1').message).toContain('no reason');
  });
});
