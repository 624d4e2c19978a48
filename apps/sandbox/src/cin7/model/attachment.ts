/** A file that hangs on a purchase or a product. */
export interface Attachment {
  readonly id: string;
  readonly contentType: string;
  readonly fileName: string;
  readonly isDefault: boolean;
  /** In base64, so that the state file can hold it. */
  readonly content: string;
}
