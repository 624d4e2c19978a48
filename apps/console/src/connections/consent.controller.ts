import { randomBytes, randomUUID } from 'node:crypto';
import { BadRequestException, Controller, Get, NotFoundException, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ConnectionRepository, ConsentStateRepository } from '#libs/persistence';
import { PublicRoute } from '#libs/platform';
import {
  type CompanyFacts,
  companyFacts,
  type IssuedTokens,
  QuickBooksCompanies,
  QuickBooksOAuth,
} from '#libs/quickbooks';
import { Secret } from '#libs/vault';
import { providerFailure } from '../providers/provider-problem.js';
import { Actor } from '../sign-in/actor.js';
import { BrowserRoute } from '../sign-in/browser-route.js';
import { BeginConsentQuery } from './begin-consent.query.js';
import { connectedPage } from './connected-page.js';
import { connectionView } from './connection.view.js';
import { type ConsentAnswer, consentAnswer } from './consent-answer.js';
import { ConsentRedirect } from './consent-redirect.js';

const NAME_LENGTH = 100;

const UNKNOWN_STATE =
  'This consent was not begun here, is older than 10 minutes, or has been used already. Begin again at /api/v1/connections/quickbooks/authorize.';

/** A person's consent at Intuit, there and back. */
@ApiTags('connections')
@Controller('api/v1/connections/quickbooks')
export class ConsentController {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly states: ConsentStateRepository,
    private readonly oauth: QuickBooksOAuth,
    private readonly companies: QuickBooksCompanies,
    private readonly redirect: ConsentRedirect,
  ) {}

  @Get('authorize')
  @BrowserRoute()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Go to Intuit to connect a QuickBooks company' })
  async authorize(
    @Query() { name, connectionId }: BeginConsentQuery,
    @Actor() actor: string,
    @Res() response: Response,
  ) {
    if (connectionId) await this.quickBooksConnection(connectionId);
    const state = randomBytes(32).toString('base64url');
    await this.states.begin(state, {
      connectionName: name ?? null,
      connectionId: connectionId ?? null,
      actor,
    });
    response.redirect(302, this.oauth.authorizeUrl(this.redirect.uri, state));
  }

  /** Intuit sends the browser here without our token; the state proves that we have sent it there. */
  @Get('callback')
  @PublicRoute()
  @ApiOperation({ summary: 'Where Intuit sends the browser back to' })
  async callback(@Req() request: Request, @Res({ passthrough: true }) response: Response) {
    const answer = consentAnswer(request.query);
    const begun = answer.state ? await this.states.take(answer.state) : null;
    if (!begun) throw new BadRequestException(UNKNOWN_STATE);
    if (begun.connectionId) await this.refuseAnother(begun.connectionId, answer.realmId);
    const known = await this.connections.findByAccount('quickbooks', answer.realmId);
    // A new connection has its id before its first calls, so that these are counted for it.
    const connectionId = known?.id ?? randomUUID();
    const tokens = await this.exchange(answer, connectionId);
    const facts = await this.company(answer.realmId, tokens, connectionId);
    const { company: name, country, homeCurrency } = facts;
    const id = await this.connections.connectQuickBooks(
      begun.connectionName ?? known?.name ?? name.slice(0, NAME_LENGTH),
      answer.realmId,
      new Secret(tokens.refreshToken.reveal()),
      begun.actor,
      connectionId,
    );
    await this.connections.noteCompany(id, { name, country, homeCurrency });
    const connection = { ...connectionView(await this.connections.get(id)), renewed: known !== null };
    if (request.accepts(['json', 'html']) !== 'html') return connection;
    response.type('html');
    return connectedPage(connection);
  }

  private async quickBooksConnection(id: string) {
    const connection = await this.connections.find(id);
    if (connection?.provider !== 'quickbooks')
      throw new NotFoundException(
        'There is no QuickBooks connection with this id. GET /connections lists all.',
      );
    return connection;
  }

  /** Whoever renews a connection and picks another company at Intuit would post into its books. */
  private async refuseAnother(connectionId: string, realmId: string): Promise<void> {
    const { name, account } = await this.quickBooksConnection(connectionId);
    if (realmId !== '' && realmId !== account)
      throw new BadRequestException(
        `The consent is for company ${realmId}, but ${name} is company ${account}: nothing was changed. Begin again and choose ${account}, or connect the other company by itself.`,
      );
  }

  private async exchange({ error, code }: ConsentAnswer, connectionId: string): Promise<IssuedTokens> {
    if (error === 'access_denied')
      throw new BadRequestException(
        'The company was not connected: the consent was declined at Intuit. Begin again to connect it.',
      );
    if (error || !code)
      throw new BadRequestException(
        `The company was not connected: Intuit answered ${error || 'without a code'}. Begin again.`,
      );
    return this.oauth.exchangeCode(code, this.redirect.uri, connectionId).catch((failure: unknown) => {
      throw providerFailure(failure);
    });
  }

  /**
   * The realm comes by way of the browser: only a company that opens to these tokens is theirs. Keys of the sandbox do not
   * open a company of production, nor the other way round, so that such a mix-up ends here.
   */
  private async company(
    realmId: string,
    { accessToken }: IssuedTokens,
    connectionId: string,
  ): Promise<CompanyFacts> {
    try {
      const client = this.companies.clientWith(realmId, accessToken, { connectionId, purpose: 'connect' });
      return companyFacts(await client.companyInfo(), await client.preferences());
    } catch (failure) {
      throw providerFailure(failure);
    }
  }
}
