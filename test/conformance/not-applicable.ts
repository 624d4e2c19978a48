const JOURNALS = "a company's own journals and money operations; no purchase refers to them";
const DOUBLE = "a double of a client's own tests, not what the service answers";
const OPEN_ID = 'identity of people (scope openid), which no integration of purchases asks for';
const OWN_CALL = 'what a client keeps after the call, not an answer';

/** Recordings that say nothing of what the emulators do, and why. */
export const notApplicable: Readonly<Record<string, string>> = {
  'cin7/omni/models': 'Cin7 Omni is another product with another interface',
  'cin7/observed/native_sync_report_vocabulary': 'words of a spreadsheet that a person downloads',
  'cin7/core/journal.DELETE.response': JOURNALS,
  'cin7/core/journal.GET.response': JOURNALS,
  'cin7/core/journal.POST.request': JOURNALS,
  'cin7/core/journal.POST.response': JOURNALS,
  'cin7/core/journal.PUT.request': JOURNALS,
  'cin7/core/journal.PUT.response': JOURNALS,
  'cin7/core/moneyTaskList.GET.response': JOURNALS,
  'quickbooks/oauth/dotnet_discovery_jwks': DOUBLE,
  'quickbooks/oauth/dotnet_failure_token_response': DOUBLE,
  'quickbooks/oauth/dotnet_failure_token_revocation_response': DOUBLE,
  'quickbooks/oauth/dotnet_success_revoketoken_response': DOUBLE,
  'quickbooks/oauth/dotnet_success_userinfo_response': OPEN_ID,
  'quickbooks/oauth/jsclient_jwkResponse': OPEN_ID,
  'quickbooks/oauth/jsclient_userInfo': OPEN_ID,
  'quickbooks/oauth/jsclient_validateIdToken': OWN_CALL,
};
