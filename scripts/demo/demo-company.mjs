/** The company that both sandboxes have from the start. */
export const demoCompany = {
  accountId: '11111111-1111-4111-8111-111111111111',
  applicationKey: '22222222-2222-4222-8222-222222222222',
  realmId: '9130350000000001',
};
