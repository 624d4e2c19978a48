/** What an Authorization header offers: a token, or the password of a browser's own dialogue. */
export interface OfferedCredentials {
  readonly scheme: 'bearer' | 'basic';
  readonly token: string;
}

/** Null where there is no header that we understand. The user name of a browser's dialogue is of no account. */
export function credentialsIn(authorization: string | undefined): OfferedCredentials | null {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S+)$/i.exec(authorization?.trim() ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return { scheme: 'bearer', token: value };
    case 'basic': {
      const [, ...password] = Buffer.from(value, 'base64').toString().split(':');
      return { scheme: 'basic', token: password.join(':') };
    }
    default:
      return null;
  }
}
