import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  Param,
  Patch,
  Post,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  NoNextPollError,
  type PipelineEntity,
  PipelineRepository,
  QuickBooksObjectRepository,
} from '#libs/persistence';
import { MapperBell } from '../bells/mapper-bell.js';
import { idPipe } from '../paging/id.pipe.js';
import { Actor } from '../sign-in/actor.js';
import { ChangePipelineDto } from './change-pipeline.dto.js';
import { CreatePipelineDto } from './create-pipeline.dto.js';
import { ExistingPipelines } from './existing-pipelines.js';
import { NewPipeline } from './new-pipeline.js';
import { PipelineView, pipelineView, ScheduleView } from './pipeline.view.js';
import { scheduleChanges } from './schedules.dto.js';

@ApiTags('pipelines')
@ApiBearerAuth()
@ApiExtraModels(ScheduleView)
@Controller('api/v1/pipelines')
export class PipelinesController {
  constructor(
    private readonly pipelines: PipelineRepository,
    private readonly existing: ExistingPipelines,
    private readonly newPipeline: NewPipeline,
    private readonly mapper: MapperBell,
    private readonly mirror: QuickBooksObjectRepository,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All pipelines' })
  async list() {
    const pipelines = await this.pipelines.list();
    return { items: await Promise.all(pipelines.map((each) => this.view(each))), nextCursor: null };
  }

  @Post()
  @ApiOperation({
    summary: 'Join a Cin7 connection with a QuickBooks connection; in shadow unless said otherwise',
  })
  @ApiCreatedResponse({ type: PipelineView })
  async create(@Body() body: CreatePipelineDto, @Actor() actor: string): Promise<PipelineView> {
    const id = await unlessTimeless(() => this.newPipeline.add(body, actor));
    return this.view(await this.existing.get(id));
  }

  @Get(':id')
  @ApiOkResponse({ type: PipelineView })
  async get(@Param('id', idPipe) id: string): Promise<PipelineView> {
    return this.view(await this.existing.get(id));
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Change name, mode, cut-over date, schedules or policies; turning live posts what waits',
  })
  @ApiOkResponse({ type: PipelineView })
  async change(
    @Param('id', idPipe) id: string,
    @Body() body: ChangePipelineDto,
    @Actor() actor: string,
  ): Promise<PipelineView> {
    refuseOtherConnections(await this.existing.get(id), body);
    const { name, mode, policies, cutOverDate, schedules } = body;
    const change = { name, mode, policies, cutOverDate, schedules: scheduleChanges(schedules) };
    if (Object.values(change).some((value) => value !== undefined)) {
      const released = await unlessTimeless(() => this.pipelines.update(id, change, actor));
      await this.mapper.ring(id, released.length);
    }
    return this.view(await this.existing.get(id));
  }

  private async view(pipeline: PipelineEntity): Promise<PipelineView> {
    const [schedules, company] = await Promise.all([
      this.pipelines.schedules(pipeline.id),
      this.mirror.company(pipeline.quickBooksConnectionId),
    ]);
    return pipelineView(pipeline, schedules, company?.closingDate ?? null);
  }
}

function refuseOtherConnections(pipeline: PipelineEntity, change: ChangePipelineDto): void {
  const {
    cin7ConnectionId = pipeline.cin7ConnectionId,
    quickbooksConnectionId = pipeline.quickBooksConnectionId,
  } = change;
  const isSame =
    cin7ConnectionId === pipeline.cin7ConnectionId &&
    quickbooksConnectionId === pipeline.quickBooksConnectionId;
  if (isSame) return;
  throw new ConflictException(
    'A pipeline keeps its connections: what it has posted belongs to that company. Make another pipeline for another pair.',
  );
}

/** Only together with what is kept already can it be seen that a schedule never comes. */
async function unlessTimeless<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof NoNextPollError) throw new BadRequestException(error.message);
    throw error;
  }
}
