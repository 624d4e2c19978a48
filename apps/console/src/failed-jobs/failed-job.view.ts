import type { OpenFailure } from '#libs/persistence';

export function failedJobView(failure: OpenFailure) {
  const { id, pipelineId, queue, subjectId, reason, final, times, firstFailedAt, lastFailedAt, data } =
    failure;
  return {
    id,
    pipelineId,
    queue,
    subjectId,
    reason,
    final,
    times,
    firstFailedAt: firstFailedAt.toISOString(),
    lastFailedAt: lastFailedAt.toISOString(),
    data,
  };
}
