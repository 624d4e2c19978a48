export type Operator = '=' | '<' | '>' | '<=' | '>=' | 'IN' | 'LIKE';

export interface Condition {
  readonly property: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

export interface Ordering {
  readonly property: string;
  readonly descending: boolean;
}

export interface Statement {
  readonly counts: boolean;
  readonly columns: readonly string[];
  readonly entity: string;
  readonly conditions: readonly Condition[];
  readonly ordering: readonly Ordering[];
  readonly startPosition: number;
  readonly maxResults: number;
}
