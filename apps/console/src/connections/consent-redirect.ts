/** Where Intuit sends the browser back to. It has to be registered there, letter for letter. */
export class ConsentRedirect {
  readonly uri: string;

  constructor(publicUrl: string) {
    this.uri = `${publicUrl}/api/v1/connections/quickbooks/callback`;
  }
}
