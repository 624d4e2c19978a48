import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Reconciliation, type ReconciliationFacts, reconcile } from '#libs/domain';
import {
  FindingRepository,
  type PipelineEntity,
  PipelineRepository,
  QuickBooksObjectRepository,
  ReconciliationRepository,
  readTypes,
} from '#libs/persistence';
import { idPipe } from '../paging/id.pipe.js';
import { ExistingPipelines } from '../pipelines/existing-pipelines.js';

const READ: readonly string[] = readTypes;
const FINDINGS_MAX = 200;

@ApiTags('tie-out')
@ApiBearerAuth()
@Controller('api/v1/pipelines/:id/reconciliation')
export class ReconciliationController {
  constructor(
    private readonly existing: ExistingPipelines,
    private readonly pipelines: PipelineRepository,
    private readonly sums: ReconciliationRepository,
    private readonly mirror: QuickBooksObjectRepository,
    private readonly findings: FindingRepository,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Both sides to the cent, and why they differ where they do' })
  async get(@Param('id', idPipe) id: string): Promise<Reconciliation> {
    return reconcile(await this.facts(await this.existing.get(id)));
  }

  private async facts(pipeline: PipelineEntity): Promise<ReconciliationFacts> {
    const { id, quickBooksConnectionId } = pipeline;
    const asOf = new Date();
    const [schedules, reading, inCin7, postings, mirrored, company, supplierCount, findings] =
      await Promise.all([
        this.pipelines.schedules(id),
        this.sums.reading(id),
        this.sums.inCin7(id),
        this.sums.postings(id),
        this.sums.inQuickBooks(quickBooksConnectionId),
        this.mirror.company(quickBooksConnectionId),
        this.sums.supplierCount(id),
        this.findings.list(id, FINDINGS_MAX),
      ]);
    // A company without multicurrency names none in its documents.
    const homeCurrency = company?.homeCurrency ?? null;
    return {
      asOf,
      neverRead: schedules
        .filter(({ watermark, recordType }) => watermark === null && READ.includes(recordType))
        .map(({ recordType }) => recordType),
      reading,
      inCin7,
      postings,
      inQuickBooks: mirrored.map((slice) => ({ ...slice, currency: slice.currency ?? homeCurrency })),
      supplierCount,
      findings,
    };
  }
}
