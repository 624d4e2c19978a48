/** Something that is shown only where it is used. */
export interface Concealed {
  reveal(): string;
}

/** Wraps a secret the moment it is received. */
export type Conceal = (text: string) => Concealed;
