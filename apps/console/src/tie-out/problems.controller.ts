import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { amountText, decimal } from '#libs/domain';
import { FailedJobRepository, PostingViewRepository, type ProblemCause } from '#libs/persistence';
import { Budgets } from '../calls/budgets.js';
import { failedJobView } from '../failed-jobs/failed-job.view.js';
import { idPipe } from '../paging/id.pipe.js';
import { ExistingPipelines } from '../pipelines/existing-pipelines.js';

const UNREADABLE_MAX = 200;
const FAILED_JOBS_MAX = 200;

/** Causes rather than documents: settling one releases all that it holds back. */
@ApiTags('tie-out')
@ApiBearerAuth()
@Controller('api/v1/pipelines/:id/problems')
export class ProblemsController {
  constructor(
    private readonly pipelines: ExistingPipelines,
    private readonly postings: PostingViewRepository,
    private readonly failures: FailedJobRepository,
    private readonly budgets: Budgets,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What holds documents back, by cause, with counts and totals' })
  async list(@Param('id', idPipe) id: string) {
    const { quickBooksConnectionId } = await this.pipelines.get(id);
    const [causes, unreadable, failures, budget] = await Promise.all([
      this.postings.problems(id),
      this.postings.unreadable(id, UNREADABLE_MAX),
      this.failures.open(id, FAILED_JOBS_MAX),
      this.budgets.of(quickBooksConnectionId),
    ]);
    return {
      items: causes.map(causeView),
      unreadable,
      failedJobs: failures.map(failedJobView),
      callBudget: budget.problem
        ? { message: budget.problem, stoppedUntil: budget.pollingStoppedUntil }
        : null,
      nextCursor: null,
    };
  }
}

function causeView({ code, subject, message, count, totals }: ProblemCause) {
  return {
    code,
    subject,
    message,
    count,
    totals: totals.map(({ currency, total }) => ({ currency, total: amountText(decimal(total), currency) })),
  };
}
