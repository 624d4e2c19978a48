/** How Cin7's lists compare texts: a filter that is left out lets everything through, and case never counts. */
export function equals(value: string, asked: string | undefined): boolean {
  return asked === undefined || value.toLowerCase() === asked.toLowerCase();
}

export function startsWith(value: string, asked: string | undefined): boolean {
  return asked === undefined || value.toLowerCase().startsWith(asked.toLowerCase());
}

export function matches(value: boolean, asked: boolean | undefined): boolean {
  return asked === undefined || value === asked;
}

export function contains(value: string, asked: string | undefined): boolean {
  return asked === undefined || value.toLowerCase().includes(asked.toLowerCase());
}
