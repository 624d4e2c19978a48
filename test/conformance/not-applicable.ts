const JOURNALS = "a company's own journals and money operations; no purchase refers to them";
const BY_SUPPLIER = 'prices and codes by supplier; no purchase shows them';
const BUNDLES = 'bundles are sold and never bought';
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
  'cin7/core/product-suppliers.DELETE.response': BY_SUPPLIER,
  'cin7/core/product-suppliers.GET.response': BY_SUPPLIER,
  'cin7/core/product-suppliers.POST.request': BY_SUPPLIER,
  'cin7/core/product-suppliers.POST.response': BY_SUPPLIER,
  'cin7/core/product-suppliers.PUT.request': BY_SUPPLIER,
  'cin7/core/product-suppliers.PUT.response': BY_SUPPLIER,
  'quickbooks/reference-samples/item__06_query_a_bundle_resp': BUNDLES,
  'quickbooks/reference-samples/item__09_read_a_bundle_resp': BUNDLES,
  'quickbooks/reference-samples/preferences__05_full_update_preferences_resp':
    'its request sets how sales are made; it is sent and refused',
  'quickbooks/reference-samples/purchaseorder__08_send_a_purchase_order_resp': 'the emulator sends no mail',
  'quickbooks/oauth/dotnet_discovery_jwks': DOUBLE,
  'quickbooks/oauth/dotnet_failure_token_response': DOUBLE,
  'quickbooks/oauth/dotnet_failure_token_revocation_response': DOUBLE,
  'quickbooks/oauth/dotnet_success_revoketoken_response': DOUBLE,
  'quickbooks/oauth/dotnet_success_userinfo_response': OPEN_ID,
  'quickbooks/oauth/jsclient_jwkResponse': OPEN_ID,
  'quickbooks/oauth/jsclient_userInfo': OPEN_ID,
  'quickbooks/oauth/jsclient_validateIdToken': OWN_CALL,
};
