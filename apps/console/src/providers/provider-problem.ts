import { BadGatewayException, type HttpException, ServiceUnavailableException } from '@nestjs/common';
import { z } from 'zod';
import { type Failure, RemoteError } from '#libs/cin7';
import { VaultError } from '#libs/vault';

/** Why a provider could not be asked, and what to do about it. */
export interface ProviderProblem {
  readonly code: Failure | 'unreadable' | 'sealed';
  readonly cause: string;
  readonly remedy: string;
  readonly status: number | null;
  /** What the provider's support asks for. */
  readonly traceId: string | null;
}

const REMEDIES: Readonly<Record<Failure, string>> = {
  'not-sent': 'Check the address of the provider in the environment, and that this machine reaches it.',
  throttled: 'Wait a minute and try again; other apps on the same account may use up its calls.',
  unauthorised: 'Connect the account again with credentials that are valid.',
  'locked-out':
    'Check that the subscription is paid, that the user who connected the company still has access, and that keys and environment (sandbox or production) belong to it.',
  rejected: 'Check that account, keys and environment (sandbox or production) belong together.',
  unknown: 'Try again in a minute. If it stays so, look at the status page of the provider.',
};

/** Null for an error that is not about the provider: that one is ours. */
export function providerProblem(error: unknown): ProviderProblem | null {
  if (error instanceof RemoteError) {
    const { failure, message, status, traceId } = error;
    return { code: failure, cause: message, remedy: REMEDIES[failure], status, traceId };
  }
  const unsaid = { status: null, traceId: null };
  if (error instanceof z.ZodError)
    return {
      ...unsaid,
      code: 'unreadable',
      cause: `The answer is not what this provider gives: ${z.prettifyError(error)}`,
      remedy: 'Check that the address in the environment is the one of the provider.',
    };
  if (error instanceof VaultError)
    return { ...unsaid, code: 'sealed', cause: error.message, remedy: error.remedy };
  return null;
}

/** For routes that cannot answer without the provider. */
export function providerFailure(error: unknown): unknown {
  const problem = providerProblem(error);
  if (!problem) return error;
  const { code, cause, remedy } = problem;
  const body = { message: `${cause}. ${remedy}`, code };
  const failure: HttpException =
    code === 'throttled' ? new ServiceUnavailableException(body) : new BadGatewayException(body);
  return failure;
}
