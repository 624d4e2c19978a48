import { type Json, objectOf } from '../../../apps/sandbox/src/quickbooks/json.js';
import type { Intended } from '../differences.js';
import type { Answered, Exercises } from '../exercise.js';
import { answeredBy, type QuickBooksWorld, requestToken } from './quickbooks-world.js';

const refreshed = ({ origin, refreshToken }: QuickBooksWorld): Promise<Answered> =>
  requestToken(origin, { grant_type: 'refresh_token', refresh_token: refreshToken });

/** Intuit's own clients keep the whole exchange; the answer is in its `json`. */
const answerIn = (recorded: Json): Json => objectOf(recorded)?.json ?? recorded;

const withoutOpenId: Intended = {
  'missing id_token':
    'an identity token comes only with the scope openid, which no integration of purchases asks for',
};

/** Intuit's identity hosts. */
export const identityExercises: Exercises<QuickBooksWorld> = {
  'refreshes a token': {
    like: [
      'oauth/dotnet_success_refreshtoken_response',
      'oauth/dotnet_success_token_response',
      'oauth/jsclient_refreshResponse',
      'oauth/jsclient_tokenResponse',
      'oauth/jsclient_authResponse',
    ],
    retold: answerIn,
    ask: refreshed,
    intended: withoutOpenId,
  },
  'refuses a token that it does not know': {
    like: 'oauth/jsclient_errorResponse',
    retold: answerIn,
    ask: ({ origin }) => requestToken(origin, { grant_type: 'refresh_token', refresh_token: 'unknown' }),
    refused: { status: 400, because: 'the token is not one of ours' },
  },
  'tells where everything is': {
    like: 'oauth/dotnet_discovery',
    ask: ({ origin }) => answeredBy(`${origin}/.well-known/openid_configuration`, { method: 'GET' }),
  },
};
